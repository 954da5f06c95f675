/** The example in French. */

import type { SampleTexts } from "../sample-texts.ts";
import { bold, code, coloured, highlighted, italic, linked, struck } from "./marks.ts";

/** See the head of this file. */
export const texts: SampleTexts = {
  title: ["Une visite pour essayer"],
  change: [
    "Changez ce que vous voulez : ce document est à vous. ",
    bold("Toute personne qui a son lien"),
    " voit chaque mot au moment où vous l’écrivez, et vous voyez les siens.",
  ],
  ways: ["Trois chemins vers tout"],
  slash: [
    "Tapez ",
    code("/"),
    " pour ouvrir un menu de tout ce qui peut se mettre ici. Continuez à taper pour y chercher.",
  ],
  select: ["Sélectionnez quelques mots, et les outils viennent à vous."],
  point: ["Pointez une ligne : la poignée devant elle la déplace et ouvre son menu."],
  words: ["Les mots"],
  marks: [
    "Ils peuvent être en ",
    bold("gras"),
    ", en ",
    italic("italique"),
    ", ",
    struck("barrés"),
    ", ",
    highlighted("surlignés"),
    ", ",
    coloured("en couleur"),
    ", être du ",
    code("code"),
    " ou des ",
    linked("liens"),
    ". Deux lettres après un deux-points trouvent un emoji, et @ mentionne des personnes et des documents.",
  ],
  lists: ["Les listes"],
  done: ["Ouvrir un document"],
  tick: ["Cocher cette case"],
  hang: ["Appuyer sur Tab dans une ligne pour l’accrocher sous la précédente"],
  hanging: ["comme celle-ci"],
  bullet: ["Un tiret et une espace commencent une liste ; "],
  numbered: ["un 1, un point et une espace, une liste numérotée."],
  more: ["Et encore"],
  callout: [
    "Un encadré pour ce qui ne doit pas passer inaperçu. Tapez trois fois deux-points et une espace.",
  ],
  quote: ["Une citation : commencez la ligne par un signe supérieur."],
  greeting: "Bonjour",
  toggle: ["Une ligne qui se replie : appuyez sur la flèche devant elle"],
  folded: ["Ce qui est accroché dessous est alors caché, pour vous seulement."],
  keys: [
    "Appuyez sur ",
    code("Ctrl /"),
    " ou ",
    code("⌘ /"),
    " pour voir la liste de toutes les touches.",
  ],
};
