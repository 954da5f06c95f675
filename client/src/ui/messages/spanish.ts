/** Spanish, see english.ts. */

import type { Messages } from "./english.ts";

/** See the head of this file. */
export const spanish: Messages = {
  close: "Cerrar",
  copied: "Copiado",
  copyAllText: "Copiar todo el texto",

  "editor.label": "Documento",
  "editor.placeholder": "Empieza a escribir…",

  "toolbar.label": "Formato",
  "toolbar.kind": "Tipo de bloque: {kind}",
  "toolbar.noKind": "Ninguno",
  "toolbar.more": "Más",

  "tool.undo": "Deshacer",
  "tool.redo": "Rehacer",
  "tool.paragraph": "Texto",
  "tool.heading1": "Título 1",
  "tool.heading2": "Título 2",
  "tool.heading3": "Título 3",
  "tool.bullet": "Lista con viñetas",
  "tool.numbered": "Lista numerada",
  "tool.task": "Lista de tareas",
  "tool.quote": "Cita",
  "tool.code": "Bloque de código",
  "tool.bold": "Negrita",
  "tool.italic": "Cursiva",
  "tool.underline": "Subrayado",
  "tool.strike": "Tachado",
  "tool.inlineCode": "Código en línea",
  "tool.link": "Enlace",
  "tool.outdent": "Reducir sangría",
  "tool.indent": "Aumentar sangría",
  "tool.divider": "Línea divisoria",
  "tool.moveUp": "Mover hacia arriba",
  "tool.moveDown": "Mover hacia abajo",
  "tool.duplicate": "Duplicar",
  "tool.clearFormatting": "Borrar formato",

  "link.label": "Enlace",
  "link.text": "Texto",
  "link.address": "Dirección",
  "link.example": "example.org/pagina",
  "link.add": "Añadir enlace",
  "link.save": "Guardar",
  "link.open": "Abrir",
  "link.openInNewTab": "Abrir el enlace en una pestaña nueva",
  "link.remove": "Quitar",
  "link.removeLink": "Quitar el enlace",
  "link.empty": "Escribe o pega una dirección.",
  "link.hasSpaces": "Una dirección no lleva espacios.",
  "link.unsafe": "Solo se pueden enlazar direcciones web y de correo electrónico.",

  "shortcuts.title": "Atajos de teclado",
  "shortcuts.text": "Texto",
  "shortcuts.kinds": "Tipo de bloque",
  "shortcuts.blocks": "Bloques",
  "shortcuts.indentInLists": "Aplicar sangría en listas",
  "shortcuts.check": "Marcar o desmarcar una tarea",
  "shortcuts.newLine": "Línea nueva en el mismo bloque",
  "shortcuts.typeAtStart": "Al principio de una línea",
  "shortcuts.heading": "Título",
  "shortcuts.typeAround": "Alrededor de las palabras",
  "shortcuts.page": "Página",
  "shortcuts.toToolbar": "Ir a la barra de herramientas",
  "shortcuts.toText": "Volver al texto",
  "shortcuts.tabOut": "Salir de una lista o del código con Tab",
  "shortcuts.help": "Mostrar esta lista",

  "time.justNow": "ahora mismo",
  "time.edits": { one: "{count} cambio", many: "{count} de cambios", other: "{count} cambios" },

  "status.sentence": "{label}. {meaning}",
  "status.unconfirmed": "Sin confirmar todavía",
  "status.offlineSince": "Sin conexión desde",
  "status.lastSaved": "Guardado por última vez",

  "connecting.label": "Conectando…",
  "connecting.meaning": "El servidor aún no ha respondido.",
  "connecting.advice": "Suele tardar un momento.",
  "slow.label": "Conectando todavía…",
  "slow.meaning": "El servidor aún no ha respondido.",
  "slow.advice":
    "Este documento no se ha abierto antes en este dispositivo, así que no hay nada que mostrar hasta que responda.",
  "saved.label": "Guardado",
  "saved.meaning": "Todos los cambios están en el disco del servidor.",
  "saved.advice": "Puedes cerrar esta página cuando quieras.",
  "saving.label": "Guardando…",
  "saving.asking": "Se está preguntando al servidor si todo está en su disco.",
  "saving.sending": "Tus cambios van de camino al disco del servidor.",
  "saving.advice": "Suele tardar un momento.",
  "uploading.label": "Guardando… {percent} %",
  "uploading.meaning": "{done} de {all} MB están en el disco del servidor.",
  "uploading.advice":
    "Esto lleva un rato. Lo que ya ha llegado se conserva, aunque se pierda la conexión.",
  "onDevice.label": "Sin conexión, guardado en este dispositivo",
  "onDevice.meaning": "No hay conexión con el servidor; este dispositivo conserva lo que escribes.",
  "onDevice.advice":
    "Sigue escribiendo. Los demás verán tus cambios en cuanto se pueda llegar al servidor. Si cierras esta página, vuelve a abrir el documento en este dispositivo para enviarlos.",
  "inTab.label": "Sin conexión, solo en esta pestaña",
  "inTab.meaning": "No hay conexión con el servidor, y el navegador no conserva lo que escribes.",
  "inTab.advice":
    "Deja abierta esta pestaña hasta que vuelva la conexión, o copia el texto. Lo habitual es que se deba a una ventana privada o a un disco lleno.",
  "notSaved.label": "Sin guardar",
  "notSaved.storageFailing":
    "El servidor no puede escribir en su disco. Tiene tus cambios en memoria, los muestra a los demás y lo sigue intentando.",
  "notSaved.overdue":
    "El servidor no confirma que tus cambios estén en su disco. Puede que esté sobrecargado, o que sea de los que nunca lo confirman.",
  "notSaved.adviceIfKept":
    "Este dispositivo también conserva tus cambios. Puedes cerrar esta página; vuelve a abrir el documento aquí más tarde para ver si se han guardado. Si continúa, avisa a quien administra el servidor.",
  "notSaved.advice":
    "Deja abierta esta página hasta que se guarden, o copia el texto. Si continúa, avisa a quien administra el servidor.",
  "refused.label": "Desconectado",
  "refused.meaning": "El servidor ha cerrado este documento.",
  "refused.advice": "Encima del texto se explica qué puedes hacer.",
  "refused.answer": "Respuesta del servidor: {reason} ({code})",
  "refused.noReason": "sin motivo",

  "documentDeleted.title": "Este documento se ha eliminado",
  "documentDeleted.advice":
    "Lo que ves aquí es la última copia, en esta pestaña. Copia lo que quieras conservar.",
  "documentDeleted.adviceIfKept":
    "Este dispositivo conserva una copia de lo que ves aquí: la encontrarás en «Todos los documentos».",
  "documentDeleted.adviceIfEmpty":
    "No queda nada que mostrar. Puedes crear un documento nuevo en «Todos los documentos».",
  "frameTooLarge.title": "Un cambio era demasiado grande para el servidor",
  "frameTooLarge.advice":
    "Todo lo anterior está a salvo. Copia lo último que añadiste, vuelve a cargar la página y añádelo de nuevo en partes más pequeñas.",
  "frameTooLarge.adviceIfKept":
    "Todo lo anterior está a salvo, y este dispositivo conserva una copia con el cambio: la encontrarás en «Todos los documentos». Vuelve a cargar la página y añádelo de nuevo en partes más pequeñas.",
  "documentTooLarge.title": "Este documento se ha hecho demasiado grande",
  "documentTooLarge.advice":
    "Todo lo anterior a tu último cambio está a salvo. Copia lo último que escribiste, vuelve a cargar la página y quita algo, o sigue en un documento nuevo.",
  "documentTooLarge.adviceIfKept":
    "Todo lo anterior a tu último cambio está a salvo, y este dispositivo conserva una copia con él: la encontrarás en «Todos los documentos». Vuelve a cargar la página y quita algo, o sigue en un documento nuevo.",
  "forbidden.title": "Esta página no tiene permiso para conectarse al servidor",
  "forbidden.advice":
    "Viene de una dirección que el servidor no conoce. Quien administra el servidor puede permitirla, como dice su respuesta; después, vuelve a cargar la página. Copia lo último que escribiste.",
  "forbidden.adviceIfKept":
    "Viene de una dirección que el servidor no conoce. Quien administra el servidor puede permitirla, como dice su respuesta; este dispositivo conserva tus cambios hasta que vuelvas a cargar la página.",
  "badDocumentName.title": "Este nombre no está permitido",
  "badDocumentName.advice": "Vuelve a «Todos los documentos» y elige otro nombre.",
  "documentDamaged.title": "Este documento está dañado en el servidor",
  "documentDamaged.advice":
    "No se puede modificar hasta que se repare en el servidor. Copia lo último que escribiste.",
  "documentDamaged.adviceIfKept":
    "No se puede modificar hasta que se repare en el servidor. Este dispositivo conserva tus cambios; cuando esté reparado, vuelve a abrir el documento aquí para enviarlos.",
  "updateRefused.title": "El servidor no ha aceptado un cambio",
  "updateRefused.advice":
    "Todo lo anterior está a salvo. Copia lo último que escribiste y vuelve a cargar la página para seguir con lo que tiene el servidor.",
  "updateRefused.adviceIfKept":
    "Todo lo anterior está a salvo, y este dispositivo conserva una copia con el cambio: la encontrarás en «Todos los documentos». Vuelve a cargar la página para seguir con lo que tiene el servidor.",
  "unknownRefusal.title": "El servidor ha cerrado este documento",
  "unknownRefusal.advice":
    "Vuelve a cargar la página para intentarlo otra vez. Si no sirve, pregunta a quien administra el servidor.",

  "people.label": "Personas",
  "people.alone": "Solo estás tú",
  "people.here": {
    one: "Hay {count} persona aquí",
    many: "Hay {count} de personas aquí",
    other: "Hay {count} personas aquí",
  },
  "people.unnamed": "Alguien sin nombre",
  "people.you": "(tú)",
  "people.changeSelf": "Cambiar tu nombre y tu color",
  "people.invite": "Quien puede acceder a este servidor entra con el enlace.",
  "welcome.label": "Tu nombre",
  "welcome.text": "Los demás te ven como {name}",
  "welcome.change": "Cambiar",
  "welcome.keep": "Conservar este nombre",
  "profile.title": "Cómo te ven los demás",
  "profile.name": "Nombre",
  "profile.suggest": "Sugerir un nombre",
  "profile.empty": "Escribe un nombre.",
  "profile.color": "Color",
  "color.teal": "Verde azulado",
  "color.blue": "Azul",
  "color.indigo": "Índigo",
  "color.violet": "Violeta",
  "color.magenta": "Magenta",
  "color.rose": "Rosa",
  "color.red": "Rojo",
  "color.orange": "Naranja",
  "color.brown": "Marrón",
  "color.olive": "Verde oliva",
  "color.green": "Verde",
  "color.slate": "Gris pizarra",

  "newerVersion.title": "Este documento se escribió con una versión más reciente del editor",
  "newerVersion.advice":
    "Puede contener cosas que esta versión no conoce, así que aquí se puede leer, pero no modificar. No se pierde nada.",
  "failure.title": "No se puede abrir este documento",
  "failure.copy": "El navegador no ha permitido copiar.",
};
