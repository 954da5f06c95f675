/** What is said of links and of what somebody may do, in Chinese. */

import type { AccessMessages } from "./english.ts";

/** See the head of this file. */
export const accessChinese: AccessMessages = {
  "share.everybody": "任何能访问此服务器的人都可以通过链接阅读和修改此文档。",
  "share.own.read": "您可以阅读此文档。",
  "share.own.comment": "您可以阅读和评论此文档。",
  "share.own.write": "您可以阅读和修改此文档。",
  "share.ends": "您的访问权限将于 {time} 结束。",
  "share.copyOwn": "复制带有我的权限的链接",
  "share.plainHint": "其他人需要自己的权限才能打开链接。",
  "share.ownHint": "仅凭链接无法进入。带有您的权限时，打开链接的人可以以您的名义做您能做的事。",
  "share.remember": "关闭标签页后在此设备上保留访问权限",
  "share.new": "让其他人进入",
  "share.level": "拥有链接的人",
  "share.may.read": "可以阅读",
  "share.may.comment": "可以评论",
  "share.may.write": "可以编辑",
  "share.term": "链接有效期",
  "share.days": { other: "{count} 天" },
  "share.never": "只要服务器接受",
  "share.make": "创建链接",
  "share.address": "新链接",
  "share.made": "链接已创建。有效期至 {time}。",
  "share.madeForEver": "链接已创建。它不会自动失效。",
  "share.failed": "无法创建链接：{reason}。",
  "refusedEdits.title": "您最后写的内容未被接受",
  "refusedEdits.text":
    "内容保存在此浏览器中，其他人看不到。一旦您可以再次编辑，就会自动发送。如果您提前需要这些内容，请复制或下载文本。",
  "refusedEdits.answer": "服务器的答复：{reason}",
  "accessEnds.title": "您的访问权限将于 {time} 结束",
  "accessEnds.text":
    "请在此之前重新登录，或向分享此文档的人索取新链接并在此打开：这样您可以不间断地继续。",
  "signIn.title": "您已退出登录",
  "signIn.text": "服务器前端要求您重新登录。请在另一个标签页中登录，此标签页随后会自动继续。",
  "signIn.kept": "您写的内容没有丢失。",
  "signIn.onlyHere": "在此之前请保持此标签页打开：您最后写的内容只保存在这里。",
  "signIn.open": "登录",
};
