/** Spanish, see english.ts. */

import type { PageMessages } from "./english.ts";

/** See the head of this file. */
export const spanish: PageMessages = {
  allDocuments: "Todos los documentos",
  goToAllDocuments: "Ir a todos los documentos",
  reload: "Volver a cargar",
  cancel: "Cancelar",
  save: "Guardar",
  open: "Abrir",
  remove: "Quitar",
  undo: "Deshacer",
  copyLink: "Copiar enlace",

  "home.skip": "Saltar al contenido",
  "home.promise": "Escribid juntos. Quien tiene el enlace ve cada palabra mientras se escribe.",
  "home.start": "Empezar",
  "home.new": "Documento nuevo",
  "home.example": "Ver un ejemplo",
  "sample.offer": "¿Es tu primera vez?",
  "sample.insert": "Empezar con un ejemplo",
  "open.label": "O abre uno por su nombre",
  "open.example": "notas-del-equipo",
  "open.hint": "Si todavía no hay ningún documento con este nombre, se crea.",
  "open.empty": "Escribe un nombre o pega un enlace.",
  "open.impossible": "No es posible: {reason}. Elige otro nombre.",

  "recents.title": "Recientes en este dispositivo",
  "recents.empty": "Aquí aparecerán los documentos que abras.",
  "recents.notSent": {
    one: "{count} cambio sin enviar",
    many: "{count} de cambios sin enviar",
    other: "{count} cambios sin enviar",
  },
  "recents.copy": "En este dispositivo: hay una copia; la página misma viene del servidor",
  "recents.kept": "En este dispositivo: se abre sin red",
  "recents.onDevice": "en este dispositivo",
  "recents.justNow": "ahora mismo",
  "recents.remove": "Quitar de esta lista",
  "recents.removeNamed": "Quitar {name} de esta lista",
  "recents.removed": "{name} se ha quitado de esta lista. El documento sigue existiendo.",
  "recents.removedWithCopy":
    "{name} se ha quitado de esta lista, y su copia de este dispositivo. El documento sigue existiendo.",
  "recents.forgetFailed":
    "El navegador no ha podido quitar la copia. Vuelve a cargar la página e inténtalo de nuevo.",

  "removal.title": "¿Quitar de este dispositivo?",
  "removal.unsent": {
    one: "{count} cambio en {name} no ha llegado al servidor. Para enviarlo, abre el documento. Si quitas su copia, se pierde.",
    many: "{count} de cambios en {name} no han llegado al servidor. Para enviarlos, abre el documento. Si quitas su copia, se pierden.",
    other:
      "{count} cambios en {name} no han llegado al servidor. Para enviarlos, abre el documento. Si quitas su copia, se pierden.",
  },
  "removal.setAside": {
    one: "La copia de {name} que se apartó puede ser la última. Nadie podrá recuperarla.",
    many: "Las {count} de copias de {name} que se apartaron pueden ser las últimas. Nadie podrá recuperarlas.",
    other:
      "Las {count} copias de {name} que se apartaron pueden ser las últimas. Nadie podrá recuperarlas.",
  },

  "setAside.title": "Apartado en este dispositivo",
  "setAside.hint":
    "Estas copias ya no se abren. Se quedan aquí hasta que las quites, las dos últimas de cada documento.",
  "setAside.why": "{reason}, {time}",
  "setAside.copyText": "Copiar texto",
  "setAside.download": "Descargar",
  "setAside.downloadTip": "Con títulos, listas y enlaces",
  "setAside.removeNamed": "Quitar lo que se apartó de {name}",
  "setAside.documentDeleted": "Eliminado en el servidor",
  "setAside.frameTooLarge": "Con un cambio demasiado grande para el servidor",
  "setAside.documentTooLarge": "Demasiado grande para el servidor",
  "setAside.updateRefused": "Con un cambio que el servidor no ha aceptado",
  "setAside.unreadable": "Este dispositivo ha perdido una parte",
  "setAside.otherwise": "Rechazado por el servidor",

  "copyFailure.text": "El navegador no ha permitido copiar.",
  "copyFailure.address":
    "El navegador no ha permitido copiar. Copia la dirección desde la barra de direcciones.",
  copyUnreadable:
    "Este dispositivo ha perdido una parte de su copia. Lo que se ha podido leer está aquí; el resto está apartado en «Todos los documentos».",
  loadFailure: "No se ha podido cargar esta parte de la página. Inténtalo de nuevo.",
  stillLoading:
    "Esta parte de la página todavía se está cargando. Inténtalo de nuevo en un momento.",
  toolsFailed: "No se han podido cargar las herramientas.",

  "failure.title": "No se ha podido mostrar la página",
  "failure.text":
    "Una parte no se ha cargado, o algo ha fallado. Los documentos no se ven afectados. Volver a cargar suele ayudar.",
  "impossible.title": "Ningún documento puede llamarse así",
  "impossible.text": "No es posible: {reason}. Quizá el enlace se cortó o cambió por el camino.",
  "missing.title": "Aquí no hay nada",
  "missing.text": "Esta dirección no pertenece a ninguna página. Quizá el enlace se cortó.",

  "document.skip": "Saltar al texto",
  "document.label": "Texto de {name}",
  "document.placeholder": "Escribe, o pulsa / para más",
  "newerVersion.title": "Este documento se escribió con una versión más reciente de Coscribe",
  "newerVersion.text":
    "Puede contener cosas que esta versión no conoce, así que aquí se puede leer, pero no modificar. No se pierde nada. Vuelve a cargar la página para obtener la versión más reciente, o pídela a quien administra este servidor.",

  "menu.appearance": "Apariencia",
  "menu.shortcuts": "Atajos de teclado",
  "menu.language": "Idioma",
  "menu.ownLanguage": "El del navegador",
  "theme.light": "Claro",
  "theme.dark": "Oscuro",
  "theme.system": "El del dispositivo",

  "conversion.title": "Este documento se escribió con otro editor",
  "conversion.what": "Su texto está en el documento, en una forma que esta página no muestra.",
  "conversion.how":
    "Al convertirlo se crea una copia que todos pueden leer y editar aquí. Lo que escribió el otro editor se queda como está; lo que se cambie allí después no aparece aquí.",
  "conversion.byOthers": "Puede convertirlo alguien que tenga permiso para modificar el documento.",
  "conversion.convert": "Convertir",
  "conversion.converting": "Convirtiendo…",
  "conversion.working": "El servidor lo está convirtiendo.",
  "conversion.needsConnection": "Para esto hace falta una conexión con el servidor.",
  "conversion.unreachable":
    "No se ha podido llegar al servidor. Inténtalo de nuevo cuando haya conexión.",
  "conversion.nothing": "No quedaba nada que convertir.",
  "conversion.done": "Convertido.",
  "conversion.doneWithRest": {
    one: "Convertido. Una parte que esta página no conoce se muestra como texto.",
    many: "Convertido. {count} de partes que esta página no conoce se muestran como texto.",
    other: "Convertido. {count} partes que esta página no conoce se muestran como texto.",
  },
  "conversion.later":
    "No ha funcionado por ahora: puede que otros estén escribiendo con el otro editor, o que el servidor esté ocupado. Inténtalo de nuevo en un momento.",
  "conversion.tooLarge":
    "El documento es demasiado grande para convertirlo: su texto estaría dos veces en él.",
  "conversion.damaged":
    "El documento está dañado en el servidor y por ahora no se puede modificar.",
  "conversion.failed": "El servidor no ha podido convertirlo. Su respuesta: {reason}",

  "find.label": "Buscar y reemplazar",
  "find.find": "Buscar",
  "find.close": "Cerrar",
  "find.case": "Distinguir mayúsculas y minúsculas",
  "find.wholeWords": "Palabras completas",
  "find.expression": "Expresión regular",
  "find.previous": "Coincidencia anterior",
  "find.next": "Coincidencia siguiente",
  "find.replace": "Reemplazar",
  "find.replaceAll": "Reemplazar todo",
  "find.replaceWith": "Reemplazar por",
  "find.replaceWithGroups": "Reemplazar por ($1 para un grupo)",
  "find.searching": "Buscando…",
  "find.soFar": "{count}…",
  "find.nothing": "No se encontró nada",
  "find.count": "Coincidencias: {count}",
  "find.place": "{current} de {count}",
  "find.unusable": "La expresión no sirve: {problem}",
  "find.noneReplaced": "No se ha reemplazado nada.",
  "find.replaced": {
    one: "Se ha reemplazado {count} coincidencia.",
    many: "Se han reemplazado {count} de coincidencias.",
    other: "Se han reemplazado {count} coincidencias.",
  },
  "outline.title": "Esquema",
  "outline.close": "Cerrar el esquema",
  "outline.empty": "Aquí aparecerán los títulos del texto.",
  "outline.untitled": "Sin título",
  "view.label": "Vista",
  "view.width": "Ancho del texto",
  "view.narrow": "Estrecho",
  "view.normal": "Normal",
  "view.wide": "Ancho",
  "view.size": "Tamaño del texto",
  "view.smaller": "Texto más pequeño",
  "view.larger": "Texto más grande",
  "view.percent": "{zoom} %",
  "view.focus": "Concentrarme en lo que escribo",
  "view.printAddresses": "Imprimir las direcciones de los enlaces",
  "counts.title": "Contar palabras",
  "counts.selected": "Selección",
  "counts.document": "Documento",
  "counts.words": "Palabras",
  "counts.characters": "Caracteres",
  "counts.withoutSpaces": "Caracteres sin espacios",
  "counts.paragraphs": "Párrafos",
  "counts.time": "Tiempo de lectura",
  "counts.minutes": "{minutes} min",
  "counts.hours": "{hours} h {minutes} min",
  "menu.document": "Documento y ayuda",
  "menu.print": "Imprimir",
  "signIn.title": "Se ha cerrado su sesión",
  "signIn.text":
    "Algo delante del servidor le pide que vuelva a iniciar sesión. Hágalo en otra pestaña; esta seguirá entonces por sí sola.",
  "signIn.kept": "No se pierde nada de lo que ha escrito.",
  "signIn.onlyHere":
    "Deje esta pestaña abierta hasta entonces: lo último que ha escrito no está en ningún otro lugar.",
  "signIn.open": "Iniciar sesión",
};
