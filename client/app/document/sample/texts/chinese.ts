/** The example in Chinese. */

import type { SampleTexts } from "../sample-texts.ts";
import { bold, code, coloured, highlighted, italic, linked, struck } from "./marks.ts";

/** See the head of this file. */
export const texts: SampleTexts = {
  title: ["随意试用的导览"],
  change: [
    "想改什么就改什么：这个文档是您的。",
    bold("拥有链接的每个人"),
    "都能在您输入时看到每一个字，您也能看到他们的。",
  ],
  ways: ["三种方式，功能尽在手边"],
  slash: ["输入 ", code("/"), "，菜单会列出这里可以插入的一切。继续输入即可搜索。"],
  select: ["选中几个字，相应的工具就会出现。"],
  point: ["把鼠标指向一行：行前的手柄可以移动这一行，并打开它的菜单。"],
  words: ["文字"],
  marks: [
    "文字可以",
    bold("加粗"),
    "、",
    italic("倾斜"),
    "、",
    struck("加删除线"),
    "、",
    highlighted("突出显示"),
    "、",
    coloured("换颜色"),
    "，也可以是",
    code("代码"),
    "或",
    linked("链接"),
    "。在冒号后输入两个字可以查找表情符号，@ 可以提及人和文档。",
  ],
  lists: ["列表"],
  done: ["打开一个文档"],
  tick: ["勾选这个方框"],
  hang: ["在一行中按 Tab 键，使它成为上一行的下级"],
  hanging: ["就像这一行"],
  bullet: ["减号加空格开始一个列表，"],
  numbered: ["数字 1、句点加空格开始一个编号列表。"],
  more: ["还有更多"],
  callout: ["标注用于不应忽略的内容。输入三个冒号和一个空格。"],
  quote: ["引用：在行首输入大于号。"],
  greeting: "你好",
  toggle: ["可以折叠的一行：点击前面的箭头"],
  folded: ["它的下级内容就会隐藏，只对您自己隐藏。"],
  keys: ["按 ", code("Ctrl /"), " 或 ", code("⌘ /"), " 查看所有快捷键。"],
};
