/** The example in Spanish. */

import type { SampleTexts } from "../sample-texts.ts";
import { bold, code, coloured, highlighted, italic, linked, struck } from "./marks.ts";

/** See the head of this file. */
export const texts: SampleTexts = {
  title: ["Un recorrido para probar"],
  change: [
    "Cambia lo que quieras: este documento es tuyo. ",
    bold("Quien tenga el enlace"),
    " ve cada palabra mientras la escribes, y tú ves las suyas.",
  ],
  ways: ["Tres caminos para todo"],
  slash: [
    "Escribe ",
    code("/"),
    " para ver un menú con todo lo que se puede poner aquí. Sigue escribiendo para buscar en él.",
  ],
  select: ["Selecciona unas palabras y aparecerán las herramientas para ellas."],
  point: ["Señala una línea: el tirador que tiene delante la mueve y abre su menú."],
  words: ["Palabras"],
  marks: [
    "Pueden estar en ",
    bold("negrita"),
    ", en ",
    italic("cursiva"),
    ", ",
    struck("tachadas"),
    ", ",
    highlighted("resaltadas"),
    " o ",
    coloured("en color"),
    ", y pueden ser ",
    code("código"),
    " o ",
    linked("enlaces"),
    ". Dos letras después de dos puntos buscan un emoji, y @ menciona a personas y documentos.",
  ],
  lists: ["Listas"],
  done: ["Abrir un documento"],
  tick: ["Marcar esta casilla"],
  hang: ["Pulsar Tab en una línea para colgarla de la anterior"],
  hanging: ["como esta"],
  bullet: ["Un guion y un espacio empiezan una lista; "],
  numbered: ["un uno, un punto y un espacio, una numerada."],
  more: ["Y más"],
  callout: [
    "Un aviso para lo que no debe pasarse por alto. Escribe tres veces dos puntos y un espacio.",
  ],
  quote: ["Una cita: empieza la línea con el signo mayor que."],
  greeting: "Hola",
  toggle: ["Una línea que se pliega: pulsa la flecha que tiene delante"],
  folded: ["Lo que cuelga de ella se oculta, pero solo para ti."],
  keys: ["Pulsa ", code("Ctrl /"), " o ", code("⌘ /"), " para ver la lista de todas las teclas."],
};
