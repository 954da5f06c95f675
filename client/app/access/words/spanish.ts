/** What is said of links and of what somebody may do, in Spanish. */

import type { AccessMessages } from "./english.ts";

/** See the head of this file. */
export const accessSpanish: AccessMessages = {
  "share.everybody":
    "Cualquiera que llegue a este servidor puede leer y cambiar este documento con el enlace.",
  "share.own.read": "Puedes leer este documento.",
  "share.own.comment": "Puedes leer y comentar este documento.",
  "share.own.write": "Puedes leer y cambiar este documento.",
  "share.ends": "Tu acceso termina el {time}.",
  "share.copyOwn": "Copiar enlace con mi acceso",
  "share.plainHint": "Los demás necesitan un acceso propio para abrir el enlace.",
  "share.ownHint":
    "El enlace solo no deja entrar a nadie. Con tu acceso, quien lo abra podrá hacer lo mismo que tú, en tu nombre.",
  "share.remember": "Conservar el acceso en este dispositivo al cerrar la pestaña",
  "share.new": "Dejar entrar a otros",
  "share.level": "Quien tenga el enlace",
  "share.may.read": "puede leer",
  "share.may.comment": "puede comentar",
  "share.may.write": "puede escribir",
  "share.term": "El enlace vale",
  "share.days": { one: "{count} día", many: "{count} días", other: "{count} días" },
  "share.never": "mientras el servidor lo acepte",
  "share.make": "Crear enlace",
  "share.address": "El enlace nuevo",
  "share.made": "El enlace está listo. Vale hasta el {time}.",
  "share.madeForEver": "El enlace está listo. No caduca por sí solo.",
  "share.failed": "No se pudo crear el enlace: {reason}.",
  "refusedEdits.title": "Lo último que escribiste no se ha aceptado",
  "refusedEdits.text":
    "Se conserva en este navegador y los demás no lo ven. Se enviará solo en cuanto puedas volver a escribir. Copia o descarga el texto si lo necesitas antes.",
  "refusedEdits.answer": "Respuesta del servidor: {reason}",
  "accessEnds.title": "Tu acceso termina a las {time}",
  "accessEnds.text":
    "Vuelve a iniciar sesión antes, o pide un enlace nuevo a quien compartió este documento y ábrelo aquí: así sigues sin interrupción.",
  "signIn.title": "Se ha cerrado su sesión",
  "signIn.text":
    "Algo delante del servidor le pide que vuelva a iniciar sesión. Hágalo en otra pestaña; esta seguirá entonces por sí sola.",
  "signIn.kept": "No se pierde nada de lo que ha escrito.",
  "signIn.onlyHere":
    "Deje esta pestaña abierta hasta entonces: lo último que ha escrito no está en ningún otro lugar.",
  "signIn.open": "Iniciar sesión",
};
