/** What is said of links and of what somebody may do, in German. */

import type { AccessMessages } from "./english.ts";

/** See the head of this file. */
export const accessGerman: AccessMessages = {
  "share.everybody":
    "Wer diesen Server erreicht, kann dieses Dokument mit dem Link lesen und ändern.",
  "share.own.read": "Sie dürfen dieses Dokument lesen.",
  "share.own.comment": "Sie dürfen dieses Dokument lesen und kommentieren.",
  "share.own.write": "Sie dürfen dieses Dokument lesen und ändern.",
  "share.ends": "Ihr Zugang endet am {time}.",
  "share.copyOwn": "Link mit meinem Zugang kopieren",
  "share.plainHint": "Andere brauchen einen eigenen Zugang, um den Link zu öffnen.",
  "share.ownHint":
    "Der Link allein lässt niemanden herein. Mit Ihrem Zugang darf, wer ihn öffnet, dasselbe wie Sie, in Ihrem Namen.",
  "share.remember": "Auf diesem Gerät auch nach dem Schließen des Tabs Zugang behalten",
  "share.new": "Andere hereinlassen",
  "share.level": "Wer den Link hat",
  "share.may.read": "darf lesen",
  "share.may.comment": "darf kommentieren",
  "share.may.write": "darf schreiben",
  "share.term": "Der Link gilt",
  "share.days": { one: "{count} Tag", other: "{count} Tage" },
  "share.never": "solange der Server ihn annimmt",
  "share.make": "Link erstellen",
  "share.address": "Der neue Link",
  "share.made": "Der Link ist fertig. Er gilt bis {time}.",
  "share.madeForEver": "Der Link ist fertig. Er endet nicht von selbst.",
  "share.failed": "Der Link konnte nicht erstellt werden: {reason}.",
  "refusedEdits.title": "Was Sie zuletzt geschrieben haben, wurde nicht angenommen",
  "refusedEdits.text":
    "Es bleibt in diesem Browser, und die anderen sehen es nicht. Es wird von selbst gesendet, sobald Sie wieder schreiben dürfen. Kopieren Sie den Text oder laden Sie ihn herunter, wenn Sie ihn vorher brauchen.",
  "refusedEdits.answer": "Antwort des Servers: {reason}",
  "accessEnds.title": "Ihr Zugang endet um {time}",
  "accessEnds.text":
    "Melden Sie sich vorher erneut an, oder bitten Sie die Person, die das Dokument geteilt hat, um einen neuen Link, und öffnen Sie ihn hier: Dann geht es ohne Unterbrechung weiter.",
  "signIn.title": "Sie wurden abgemeldet",
  "signIn.text":
    "Etwas vor dem Server verlangt, dass Sie sich neu anmelden. Tun Sie das in einem anderen Tab; in diesem geht es dann von selbst weiter.",
  "signIn.kept": "Von dem, was Sie geschrieben haben, geht nichts verloren.",
  "signIn.onlyHere":
    "Lassen Sie diesen Tab bis dahin offen: Was Sie zuletzt geschrieben haben, ist nur hier.",
  "signIn.open": "Anmelden",
};
