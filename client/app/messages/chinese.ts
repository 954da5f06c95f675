/** Chinese in simplified characters, see english.ts. */

import type { PageMessages } from "./english.ts";

/** See the head of this file. */
export const chinese: PageMessages = {
  allDocuments: "所有文档",
  goToAllDocuments: "前往所有文档",
  reload: "重新加载",
  cancel: "取消",
  save: "保存",
  open: "打开",
  remove: "移除",
  undo: "撤销",
  copyLink: "复制链接",

  "home.skip": "跳到内容",
  "home.promise": "一起写作。每个拥有链接的人都能即时看到写下的每一个字。",
  "home.start": "开始",
  "home.new": "新建文档",
  "open.label": "或按名称打开文档",
  "open.example": "team-notes",
  "open.hint": "如果还没有同名文档，将会创建一个。",
  "open.empty": "请输入名称或粘贴链接。",
  "open.impossible": "抱歉，{reason}。请选择其他名称。",

  "recents.title": "此设备上的最近文档",
  "recents.empty": "您打开的文档会列在这里。",
  "recents.notSent": { other: "{count} 处修改未发送" },
  "recents.kept": "在此设备上：无需网络即可打开",
  "recents.onDevice": "在此设备上",
  "recents.justNow": "刚刚",
  "recents.remove": "从此列表中移除",
  "recents.removeNamed": "从此列表中移除 {name}",
  "recents.removed": "已从此列表中移除 {name}。文档本身仍然存在。",
  "recents.removedWithCopy": "已从此列表中移除 {name}，并从此设备上移除其副本。文档本身仍然存在。",
  "recents.forgetFailed": "浏览器无法移除副本。请重新加载页面后再试。",

  "removal.title": "从此设备上移除？",
  "removal.unsent": {
    other:
      "{name} 中有 {count} 处修改尚未到达服务器。要发送它们，请打开该文档。如果移除其副本，这些修改将会丢失。",
  },
  "removal.setAside": {
    other: "{name} 的 {count} 份另存副本可能是最后的副本。移除后任何人都无法恢复。",
  },

  "setAside.title": "此设备上的另存副本",
  "setAside.hint": "这些副本不会再被打开。它们会保留在这里，直到您移除为止，每个文档保留最后两份。",
  "setAside.why": "{reason}，{time}",
  "setAside.copyText": "复制文本",
  "setAside.download": "下载",
  "setAside.downloadTip": "包含标题、列表和链接",
  "setAside.removeNamed": "移除 {name} 的另存副本",
  "setAside.documentDeleted": "已在服务器上删除",
  "setAside.frameTooLarge": "含有对服务器来说太大的修改",
  "setAside.documentTooLarge": "对服务器来说太大",
  "setAside.updateRefused": "含有服务器没有接受的修改",
  "setAside.unreadable": "此设备丢失了其中一部分",
  "setAside.otherwise": "被服务器拒绝",

  "copyFailure.text": "浏览器不允许复制。",
  "copyFailure.address": "浏览器不允许复制。请从地址栏复制地址。",
  copyUnreadable: "此设备丢失了其副本的一部分。能读取的内容都在这里；其余部分另存在“所有文档”中。",
  loadFailure: "无法加载页面的这一部分。请再试一次。",
  stillLoading: "页面的这一部分仍在加载。请稍后再试。",
  toolsFailed: "无法加载工具。",

  "failure.title": "无法显示此页面",
  "failure.text": "页面的一部分没有加载，或者出了问题。文档不受影响。重新加载通常可以解决。",
  "impossible.title": "文档不能使用这个名称",
  "impossible.text": "抱歉，{reason}。链接可能在传送过程中被截断或更改了。",
  "missing.title": "这里什么也没有",
  "missing.text": "此地址不属于任何页面。链接可能被截断了。",

  "document.skip": "跳到文本",
  "document.label": "{name} 的文本",
  "document.placeholder": "开始写作……",
  "newerVersion.title": "此文档是用更新版本的 Coscribe 写的",
  "newerVersion.text":
    "它可能包含此版本不认识的内容，因此在这里只能阅读，不能修改。不会丢失任何内容。请重新加载页面以获取新版本，或向此服务器的管理员索取。",

  "menu.label": "外观和帮助",
  "menu.appearance": "外观",
  "menu.shortcuts": "键盘快捷键",
  "menu.language": "语言",
  "menu.ownLanguage": "浏览器语言",
  "theme.light": "浅色",
  "theme.dark": "深色",
  "theme.system": "与设备相同",

  "conversion.title": "此文档是用其他编辑器写的",
  "conversion.what": "文本在文档中，但其形式此页面无法显示。",
  "conversion.how":
    "转换会生成一份所有人都能在这里阅读和编辑的副本。用其他编辑器写的内容保持不变；之后在那里所做的更改不会出现在这里。",
  "conversion.byOthers": "有权修改此文档的人可以转换它。",
  "conversion.convert": "转换",
  "conversion.converting": "正在转换…",
  "conversion.working": "服务器正在转换。",
  "conversion.needsConnection": "这需要与服务器的连接。",
  "conversion.unreachable": "无法连接到服务器。请在有连接时再试。",
  "conversion.nothing": "已没有需要转换的内容。",
  "conversion.done": "已转换。",
  "conversion.doneWithRest": { other: "已转换。此页面不认识的 {count} 个部分以文本形式显示。" },
  "conversion.later": "这次没有成功：可能有人正在用其他编辑器写作，或者服务器正忙。请稍后再试。",
  "conversion.tooLarge": "文档太大，无法转换：其文本会在文档中出现两次。",
  "conversion.damaged": "文档在服务器上已损坏，目前无法修改。",
  "conversion.failed": "服务器无法转换。其答复：{reason}",
};
