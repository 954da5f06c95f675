/** German, see english.ts. */

import type { PageMessages } from "./english.ts";

/** See the head of this file. */
export const german: PageMessages = {
  allDocuments: "Alle Dokumente",
  goToAllDocuments: "Zu allen Dokumenten",
  reload: "Neu laden",
  cancel: "Abbrechen",
  save: "Speichern",
  open: "Öffnen",
  remove: "Entfernen",
  undo: "Rückgängig",
  copyLink: "Link kopieren",

  "home.skip": "Zum Inhalt springen",
  "home.promise": "Gemeinsam schreiben. Wer den Link hat, sieht jedes Wort, während es entsteht.",
  "home.start": "Anfangen",
  "home.new": "Neues Dokument",
  "home.example": "Ein Beispiel ansehen",
  "home.template": "Aus einer Vorlage",
  "sample.offer": "Neu hier?",
  "sample.insert": "Mit einem Beispiel beginnen",
  "open.label": "Oder eines mit seinem Namen öffnen",
  "open.example": "team-notizen",
  "open.hint": "Wenn es noch kein Dokument mit diesem Namen gibt, wird es angelegt.",
  "open.empty": "Bitte einen Namen eingeben oder einen Link einfügen.",
  "open.impossible": "Das geht leider nicht: {reason}. Bitte wählen Sie einen anderen Namen.",

  "recents.title": "Dokumente",
  "recents.empty": "Hier erscheinen die Dokumente, die Sie öffnen.",
  "recents.notSent": {
    one: "{count} Änderung nicht gesendet",
    other: "{count} Änderungen nicht gesendet",
  },
  "recents.copy": "Auf diesem Gerät: eine Kopie ist hier; die Seite selbst kommt vom Server",
  "recents.kept": "Auf diesem Gerät: öffnet sich auch ohne Netz",
  "recents.onDevice": "auf diesem Gerät",
  "recents.justNow": "gerade eben",
  "recents.remove": "Aus dieser Liste entfernen",
  "recents.removeNamed": "{name} aus dieser Liste entfernen",
  "recents.removed":
    "{name} wurde aus dieser Liste entfernt. Das Dokument selbst ist weiterhin da.",
  "recents.removedWithCopy":
    "{name} wurde aus dieser Liste entfernt und die Kopie von diesem Gerät. Das Dokument selbst ist weiterhin da.",
  "recents.forgetFailed":
    "Der Browser konnte die Kopie nicht entfernen. Bitte laden Sie die Seite neu, und versuchen Sie es noch einmal.",

  "removal.title": "Von diesem Gerät entfernen?",
  "removal.unsent": {
    one: "{count} Änderung in {name} hat den Server nicht erreicht. Um sie zu senden, öffnen Sie das Dokument. Wenn Sie seine Kopie entfernen, ist sie verloren.",
    other:
      "{count} Änderungen in {name} haben den Server nicht erreicht. Um sie zu senden, öffnen Sie das Dokument. Wenn Sie seine Kopie entfernen, sind sie verloren.",
  },
  "removal.setAside": {
    one: "Die beiseitegelegte Kopie von {name} ist vielleicht die letzte. Niemand kann sie wiederherstellen.",
    other:
      "Die {count} beiseitegelegten Kopien von {name} sind vielleicht die letzten. Niemand kann sie wiederherstellen.",
  },

  "setAside.title": "Auf diesem Gerät beiseitegelegt",
  "setAside.hint":
    "Diese Kopien werden nicht mehr geöffnet. Sie bleiben hier, bis Sie sie entfernen, die letzten beiden von jedem Dokument.",
  "setAside.why": "{reason}, {time}",
  "setAside.copyText": "Text kopieren",
  "setAside.download": "Herunterladen",
  "setAside.downloadTip": "Mit Überschriften, Listen und Links",
  "setAside.removeNamed": "Entfernen, was von {name} beiseitegelegt ist",
  "setAside.documentDeleted": "Auf dem Server gelöscht",
  "setAside.frameTooLarge": "Mit einer Änderung, die für den Server zu groß war",
  "setAside.documentTooLarge": "Zu groß für den Server",
  "setAside.updateRefused": "Mit einer Änderung, die der Server nicht angenommen hat",
  "setAside.unreadable": "Dieses Gerät hat einen Teil davon verloren",
  "setAside.otherwise": "Vom Server abgelehnt",

  "copyFailure.text": "Der Browser hat das Kopieren nicht erlaubt.",
  "copyFailure.address":
    "Der Browser hat das Kopieren nicht erlaubt. Bitte kopieren Sie die Adresse aus der Adresszeile.",
  copyUnreadable:
    "Dieses Gerät hat einen Teil seiner Kopie verloren. Was lesbar war, ist hier; der Rest liegt unter „Alle Dokumente“ beiseite.",
  loadFailure:
    "Dieser Teil der Seite konnte nicht geladen werden. Bitte versuchen Sie es noch einmal.",
  stillLoading:
    "Dieser Teil der Seite wird noch geladen. Bitte versuchen Sie es gleich noch einmal.",
  toolsFailed: "Die Werkzeuge konnten nicht geladen werden.",

  "failure.title": "Die Seite konnte nicht angezeigt werden",
  "failure.text":
    "Ein Teil davon wurde nicht geladen, oder es ist etwas schiefgegangen. Dokumente sind nicht betroffen. Meist hilft es, die Seite neu zu laden.",
  "impossible.title": "Kein Dokument kann so heißen",
  "impossible.text":
    "Das geht leider nicht: {reason}. Vielleicht wurde der Link auf dem Weg zu Ihnen abgeschnitten oder verändert.",
  "missing.title": "Hier ist nichts",
  "missing.text": "Diese Adresse gehört zu keiner Seite. Vielleicht wurde der Link abgeschnitten.",

  "document.skip": "Zum Text springen",
  "document.label": "Text von {name}",
  "document.placeholder": "Schreiben – oder / für mehr",
  "newerVersion.title": "Dieses Dokument wurde mit einer neueren Version von Coscribe geschrieben",
  "newerVersion.text":
    "Es kann Dinge enthalten, die diese Version nicht kennt; deshalb kann es hier gelesen, aber nicht geändert werden. Es geht nichts verloren. Laden Sie die Seite neu, um die neuere Version zu bekommen, oder fragen Sie die danach, die diesen Server betreiben.",

  "menu.appearance": "Darstellung",
  "menu.shortcuts": "Tastenkürzel",
  "menu.language": "Sprache",
  "menu.ownLanguage": "Sprache des Browsers",
  "theme.light": "Hell",
  "theme.dark": "Dunkel",
  "theme.system": "Wie auf dem Gerät",

  "conversion.title": "Dieses Dokument wurde mit einem anderen Editor geschrieben",
  "conversion.what": "Sein Text ist im Dokument, in einer Form, die diese Seite nicht anzeigt.",
  "conversion.how":
    "Beim Umwandeln entsteht eine Kopie, die alle hier lesen und bearbeiten können. Was der andere Editor geschrieben hat, bleibt, wie es ist; was dort später geändert wird, erscheint hier nicht.",
  "conversion.byOthers": "Wer das Dokument ändern darf, kann es umwandeln.",
  "conversion.convert": "Umwandeln",
  "conversion.converting": "Wird umgewandelt …",
  "conversion.working": "Der Server wandelt es um.",
  "conversion.needsConnection": "Dafür ist eine Verbindung zum Server nötig.",
  "conversion.unreachable":
    "Der Server war nicht erreichbar. Bitte versuchen Sie es noch einmal, wenn eine Verbindung besteht.",
  "conversion.nothing": "Es gab nichts mehr umzuwandeln.",
  "conversion.done": "Umgewandelt.",
  "conversion.doneWithRest": {
    one: "Umgewandelt. Ein Teil, den diese Seite nicht kennt, wird als Text gezeigt.",
    other: "Umgewandelt. {count} Teile, die diese Seite nicht kennt, werden als Text gezeigt.",
  },
  "conversion.later":
    "Das hat gerade nicht geklappt: Vielleicht schreiben andere mit dem anderen Editor, oder der Server ist ausgelastet. Bitte versuchen Sie es gleich noch einmal.",
  "conversion.tooLarge":
    "Das Dokument ist zu groß, um umgewandelt zu werden: Sein Text stünde zweimal darin.",
  "conversion.damaged":
    "Das Dokument ist auf dem Server beschädigt und kann vorerst nicht geändert werden.",
  "conversion.failed": "Der Server konnte es nicht umwandeln. Seine Antwort: {reason}",

  "find.label": "Suchen und ersetzen",
  "find.find": "Suchen",
  "find.close": "Schließen",
  "find.case": "Groß- und Kleinschreibung",
  "find.wholeWords": "Ganze Wörter",
  "find.expression": "Regulärer Ausdruck",
  "find.previous": "Vorherige Fundstelle",
  "find.next": "Nächste Fundstelle",
  "find.replace": "Ersetzen",
  "find.replaceAll": "Alle ersetzen",
  "find.replaceWith": "Ersetzen durch",
  "find.replaceWithGroups": "Ersetzen durch ($1 für eine Gruppe)",
  "find.searching": "Suche läuft …",
  "find.soFar": "{count} …",
  "find.nothing": "Nichts gefunden",
  "find.count": "{count} gefunden",
  "find.place": "{current} von {count}",
  "find.noneReplaced": "Es wurde nichts ersetzt.",
  "find.replaced": {
    one: "{count} Stelle wurde ersetzt.",
    other: "{count} Stellen wurden ersetzt.",
  },
  "outline.title": "Gliederung",
  "outline.close": "Gliederung schließen",
  "outline.empty": "Hier erscheinen die Überschriften des Textes.",
  "outline.untitled": "Ohne Titel",
  "view.label": "Ansicht",
  "view.width": "Breite des Textes",
  "view.narrow": "Schmal",
  "view.normal": "Normal",
  "view.wide": "Breit",
  "view.size": "Größe des Textes",
  "view.smaller": "Kleinerer Text",
  "view.larger": "Größerer Text",
  "view.percent": "{zoom} %",
  "view.focus": "Beim Schreiben alles andere abblenden",
  "view.printAddresses": "Adressen von Links drucken",
  "counts.title": "Wörter zählen",
  "counts.selected": "Ausgewählt",
  "counts.document": "Dokument",
  "counts.words": "Wörter",
  "counts.characters": "Zeichen",
  "counts.withoutSpaces": "Zeichen ohne Leerzeichen",
  "counts.paragraphs": "Absätze",
  "counts.time": "Lesezeit",
  "counts.minutes": "{minutes} Min.",
  "counts.hours": "{hours} Std. {minutes} Min.",
  "menu.document": "Dokument und Hilfe",
  "menu.print": "Drucken",
  "share.title": "Teilen",
  "menu.downloadMarkdown": "Als Markdown herunterladen",
  "menu.downloadWord": "Als Word-Dokument herunterladen",
  "menu.downloadPage": "Als Webseite herunterladen",
  "menu.downloadText": "Als reinen Text herunterladen",
  "menu.import": "Datei importieren",
  "exchange.notDownloaded": "Das Dokument konnte nicht heruntergeladen werden: {reason}.",
  "exchange.reading": "{name} wird gelesen …",
  "exchange.imported": "{name} steht jetzt am Ende des Dokuments.",
  "exchange.notRead": "Die Datei konnte nicht gelesen werden: {reason}.",
  "name.controlCharacter": "der Name enthält ein unsichtbares Zeichen",
  "name.dotPart": "ein Teil des Namens besteht nur aus Punkten",
  "name.empty": "der Name ist leer",
  "name.emptyPart":
    "ein Teil des Namens ist leer: Kein Schrägstrich darf am Anfang, am Ende oder neben einem anderen stehen",
  "name.notUnicode": "der Name ist kein gültiges Unicode",
  "name.otherAddress": "das ist die Adresse von etwas anderem als einem Dokument dieses Servers",
  "name.tooLong": "der Name hat mehr als {most} Bytes",
  "exchange.noWordFile": "sie ist kein Word-Dokument oder beschädigt",
  "exchange.tooLarge": "sie ist zu groß",
  "exchange.unreadable": "der Browser kann sie nicht lesen",
};
