/** What is said of links and of what somebody may do, in Arabic. */

import type { AccessMessages } from "./english.ts";

/** See the head of this file. */
export const accessArabic: AccessMessages = {
  "share.everybody": "كل من يصل إلى هذا الخادم يمكنه قراءة هذا المستند وتغييره عبر الرابط.",
  "share.own.read": "يُسمح لك بقراءة هذا المستند.",
  "share.own.comment": "يُسمح لك بقراءة هذا المستند والتعليق عليه.",
  "share.own.write": "يُسمح لك بقراءة هذا المستند وتغييره.",
  "share.ends": "ينتهي وصولك في {time}.",
  "share.copyOwn": "نسخ الرابط مع صلاحيتي",
  "share.plainHint": "يحتاج الآخرون إلى صلاحية خاصة بهم لفتح الرابط.",
  "share.ownHint":
    "الرابط وحده لا يُدخل أحدًا. ومع صلاحيتك يستطيع من يفتحه أن يفعل ما تفعله أنت، باسمك.",
  "share.remember": "الاحتفاظ بالوصول على هذا الجهاز عند إغلاق علامة التبويب",
  "share.new": "السماح للآخرين بالدخول",
  "share.level": "من لديه الرابط",
  "share.may.read": "يمكنه القراءة",
  "share.may.comment": "يمكنه التعليق",
  "share.may.write": "يمكنه الكتابة",
  "share.term": "صلاحية الرابط",
  "share.days": {
    zero: "{count} يوم",
    one: "يوم واحد",
    two: "يومان",
    few: "{count} أيام",
    many: "{count} يومًا",
    other: "{count} يوم",
  },
  "share.never": "ما دام الخادم يقبله",
  "share.make": "إنشاء رابط",
  "share.address": "الرابط الجديد",
  "share.made": "الرابط جاهز. وهو صالح حتى {time}.",
  "share.madeForEver": "الرابط جاهز. وهو لا ينتهي من تلقاء نفسه.",
  "share.failed": "تعذّر إنشاء الرابط: {reason}.",
  "refusedEdits.title": "لم يُقبل ما كتبته أخيرًا",
  "refusedEdits.text":
    "يُحتفظ به في هذا المتصفح ولا يراه الآخرون. سيُرسل تلقائيًا حالما يُسمح لك بالكتابة مجددًا. انسخ النص أو نزّله إن احتجت إليه قبل ذلك.",
  "refusedEdits.answer": "ردّ الخادم: {reason}",
  "accessEnds.title": "ينتهي وصولك في الساعة {time}",
  "accessEnds.text":
    "سجّل الدخول من جديد قبل ذلك، أو اطلب رابطًا جديدًا ممن شارك هذا المستند وافتحه هنا: عندها تتابع دون انقطاع.",
  "signIn.title": "تم تسجيل خروجك",
  "signIn.text":
    "هناك ما يطلب منك، قبل الوصول إلى الخادم، تسجيل الدخول من جديد. افعل ذلك في علامة تبويب أخرى؛ ثم تُتابع هذه من تلقاء نفسها.",
  "signIn.kept": "لم يضِع شيء مما كتبته.",
  "signIn.onlyHere":
    "أبقِ علامة التبويب هذه مفتوحة حتى ذلك الحين: فآخر ما كتبته ليس محفوظًا في أي مكان آخر.",
  "signIn.open": "تسجيل الدخول",
};
