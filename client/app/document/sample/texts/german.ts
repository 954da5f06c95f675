/** The example in German. */

import type { SampleTexts } from "../sample-texts.ts";
import { bold, code, coloured, highlighted, italic, linked, struck } from "./marks.ts";

/** See the head of this file. */
export const texts: SampleTexts = {
  title: ["Ein Rundgang zum Ausprobieren"],
  change: [
    "Ändern Sie, was Sie möchten: Dieses Dokument gehört Ihnen. ",
    bold("Alle, die seinen Link haben"),
    ", sehen jedes Wort, während Sie es tippen, und Sie sehen deren Wörter.",
  ],
  ways: ["Drei Wege zu allem"],
  slash: [
    "Tippen Sie ",
    code("/"),
    " für ein Menü mit allem, was hier stehen kann. Tippen Sie weiter, um darin zu suchen.",
  ],
  select: ["Markieren Sie ein paar Wörter, und die Werkzeuge dafür kommen zu Ihnen."],
  point: ["Zeigen Sie auf eine Zeile: Der Griff davor verschiebt sie und öffnet ihr Menü."],
  words: ["Wörter"],
  marks: [
    "Sie können ",
    bold("fett"),
    " sein, ",
    italic("kursiv"),
    ", ",
    struck("durchgestrichen"),
    ", ",
    highlighted("hervorgehoben"),
    ", ",
    coloured("farbig"),
    ", ",
    code("Code"),
    " oder ",
    linked("Links"),
    ". Zwei Buchstaben nach einem Doppelpunkt finden ein Emoji, und @ erwähnt Personen und Dokumente.",
  ],
  lists: ["Listen"],
  done: ["Ein Dokument öffnen"],
  tick: ["Dieses Kästchen abhaken"],
  hang: ["In einer Zeile die Tabulatortaste drücken, um sie unter die vorige zu hängen"],
  hanging: ["so wie diese"],
  bullet: ["Ein Minus und ein Leerzeichen beginnen eine Liste, "],
  numbered: ["eine Eins, ein Punkt und ein Leerzeichen eine nummerierte."],
  more: ["Und noch mehr"],
  callout: [
    "Ein Hinweis, der nicht übersehen werden soll. Tippen Sie drei Doppelpunkte und ein Leerzeichen.",
  ],
  quote: ["Ein Zitat: Beginnen Sie die Zeile mit einem Größer-als-Zeichen."],
  greeting: "Hallo",
  toggle: ["Eine Zeile zum Auf- und Zuklappen: Drücken Sie auf den Pfeil davor"],
  folded: ["Was darunter hängt, ist dann verborgen, aber nur für Sie."],
  keys: [
    "Drücken Sie ",
    code("Strg /"),
    " oder ",
    code("⌘ /"),
    " für eine Liste aller Tastenkürzel.",
  ],
};
