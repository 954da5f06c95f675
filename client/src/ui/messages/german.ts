/** German, see english.ts. */

import type { Messages } from "./english.ts";

/** See the head of this file. */
export const german: Messages = {
  close: "Schließen",
  copied: "Kopiert",
  copyAllText: "Gesamten Text kopieren",

  "editor.label": "Dokument",
  "editor.placeholder": "Hier schreiben …",

  "toolbar.label": "Formatierung",
  "toolbar.kind": "Absatzart: {kind}",
  "toolbar.noKind": "Keine",
  "toolbar.more": "Mehr",

  "tool.undo": "Rückgängig",
  "tool.redo": "Wiederholen",
  "tool.paragraph": "Text",
  "tool.heading1": "Überschrift 1",
  "tool.heading2": "Überschrift 2",
  "tool.heading3": "Überschrift 3",
  "tool.bullet": "Aufzählung",
  "tool.numbered": "Nummerierte Liste",
  "tool.task": "Aufgabenliste",
  "tool.quote": "Zitat",
  "tool.code": "Codeblock",
  "tool.bold": "Fett",
  "tool.italic": "Kursiv",
  "tool.underline": "Unterstrichen",
  "tool.strike": "Durchgestrichen",
  "tool.inlineCode": "Code im Text",
  "tool.link": "Link",
  "tool.outdent": "Einzug verkleinern",
  "tool.indent": "Einzug vergrößern",
  "tool.divider": "Trennlinie",
  "tool.moveUp": "Nach oben",
  "tool.moveDown": "Nach unten",
  "tool.duplicate": "Duplizieren",
  "tool.clearFormatting": "Formatierung entfernen",

  "link.label": "Link",
  "link.text": "Text",
  "link.address": "Adresse",
  "link.example": "example.org/seite",
  "link.add": "Link einfügen",
  "link.save": "Speichern",
  "link.open": "Öffnen",
  "link.openInNewTab": "Link in neuem Tab öffnen",
  "link.remove": "Entfernen",
  "link.removeLink": "Link entfernen",
  "link.empty": "Bitte eine Adresse eingeben oder einfügen.",
  "link.hasSpaces": "Eine Adresse enthält keine Leerzeichen.",
  "link.unsafe": "Nur Web- und E-Mail-Adressen können verlinkt werden.",

  "shortcuts.title": "Tastenkürzel",
  "shortcuts.text": "Text",
  "shortcuts.kinds": "Absatzart",
  "shortcuts.blocks": "Absätze",
  "shortcuts.indentInLists": "In Listen einrücken",
  "shortcuts.check": "Aufgabe abhaken oder wieder öffnen",
  "shortcuts.newLine": "Neue Zeile im selben Absatz",
  "shortcuts.typeAtStart": "Am Zeilenanfang tippen",
  "shortcuts.heading": "Überschrift",
  "shortcuts.typeAround": "Um Wörter herum tippen",
  "shortcuts.page": "Seite",
  "shortcuts.toToolbar": "Zur Werkzeugleiste",
  "shortcuts.toText": "Zurück zum Text",
  "shortcuts.tabOut": "Liste oder Code mit Tab verlassen",
  "shortcuts.help": "Diese Liste zeigen",

  "time.justNow": "gerade eben",
  "time.edits": { one: "{count} Änderung", other: "{count} Änderungen" },

  "status.sentence": "{label}. {meaning}",
  "status.unconfirmed": "Noch nicht bestätigt",
  "status.offlineSince": "Offline seit",
  "status.lastSaved": "Zuletzt gespeichert",

  "connecting.label": "Verbindung wird hergestellt …",
  "connecting.meaning": "Der Server hat noch nicht geantwortet.",
  "connecting.advice": "Das dauert meist nur einen Moment.",
  "slow.label": "Noch keine Verbindung …",
  "slow.meaning": "Der Server hat noch nicht geantwortet.",
  "slow.advice":
    "Dieses Dokument wurde auf diesem Gerät noch nie geöffnet. Bis der Server antwortet, gibt es deshalb nichts zu sehen.",
  "saved.label": "Gespeichert",
  "saved.meaning": "Alle Änderungen liegen auf der Festplatte des Servers.",
  "saved.advice": "Sie können diese Seite jederzeit schließen.",
  "saving.label": "Wird gespeichert …",
  "saving.asking": "Der Server wird gefragt, ob alles auf seiner Festplatte liegt.",
  "saving.sending": "Ihre Änderungen sind unterwegs zur Festplatte des Servers.",
  "saving.advice": "Das dauert meist nur einen Moment.",
  "uploading.label": "Wird gespeichert … {percent} %",
  "uploading.meaning": "{done} von {all} MB liegen auf der Festplatte des Servers.",
  "uploading.advice":
    "Das dauert eine Weile. Was angekommen ist, bleibt erhalten, auch wenn die Verbindung abbricht.",
  "onDevice.label": "Offline, auf diesem Gerät gespeichert",
  "onDevice.meaning":
    "Es besteht keine Verbindung zum Server; dieses Gerät bewahrt auf, was Sie schreiben.",
  "onDevice.advice":
    "Schreiben Sie weiter. Die anderen sehen Ihre Änderungen, sobald der Server erreichbar ist. Wenn Sie diese Seite schließen, öffnen Sie das Dokument später auf diesem Gerät wieder, damit sie gesendet werden.",
  "inTab.label": "Offline, nur in diesem Tab",
  "inTab.meaning":
    "Es besteht keine Verbindung zum Server, und der Browser bewahrt nicht auf, was Sie schreiben.",
  "inTab.advice":
    "Lassen Sie diesen Tab offen, bis die Verbindung wieder da ist, oder kopieren Sie den Text. Meist liegt es an einem privaten Fenster oder einem vollen Datenträger.",
  "notSaved.label": "Nicht gespeichert",
  "notSaved.storageFailing":
    "Der Server kann nicht auf seine Festplatte schreiben. Er hat Ihre Änderungen im Arbeitsspeicher, zeigt sie den anderen und versucht es weiter.",
  "notSaved.overdue":
    "Der Server bestätigt nicht, dass Ihre Änderungen auf seiner Festplatte liegen. Vielleicht ist er überlastet, oder er gehört zu denen, die das nie bestätigen.",
  "notSaved.adviceIfKept":
    "Auch dieses Gerät bewahrt Ihre Änderungen auf. Sie können diese Seite schließen; öffnen Sie das Dokument hier später wieder, um zu sehen, ob sie gespeichert sind. Wenn das so bleibt, sagen Sie es denen, die den Server betreiben.",
  "notSaved.advice":
    "Lassen Sie diese Seite offen, bis sie gespeichert sind, oder kopieren Sie den Text. Wenn das so bleibt, sagen Sie es denen, die den Server betreiben.",
  "refused.label": "Getrennt",
  "refused.meaning": "Der Server hat dieses Dokument geschlossen.",
  "refused.advice": "Was Sie tun können, steht über dem Text.",
  "refused.answer": "Antwort des Servers: {reason} ({code})",
  "refused.noReason": "ohne Begründung",

  "documentDeleted.title": "Dieses Dokument wurde gelöscht",
  "documentDeleted.advice":
    "Was Sie hier sehen, ist die letzte Kopie, in diesem Tab. Kopieren Sie, was Sie behalten möchten.",
  "documentDeleted.adviceIfKept":
    "Dieses Gerät bewahrt eine Kopie dessen auf, was Sie hier sehen: Sie finden sie unter „Alle Dokumente“.",
  "documentDeleted.adviceIfEmpty":
    "Es gibt nichts mehr zu sehen. Unter „Alle Dokumente“ können Sie ein neues anlegen.",
  "frameTooLarge.title": "Eine Änderung war zu groß für den Server",
  "frameTooLarge.advice":
    "Alles davor ist sicher. Kopieren Sie, was Sie zuletzt hinzugefügt haben, laden Sie die Seite neu, und fügen Sie es in kleineren Teilen wieder ein.",
  "frameTooLarge.adviceIfKept":
    "Alles davor ist sicher, und dieses Gerät bewahrt eine Kopie mit der Änderung auf: Sie finden sie unter „Alle Dokumente“. Laden Sie die Seite neu, und fügen Sie sie in kleineren Teilen wieder ein.",
  "documentTooLarge.title": "Dieses Dokument ist zu groß geworden",
  "documentTooLarge.advice":
    "Alles vor Ihrer letzten Änderung ist sicher. Kopieren Sie, was Sie zuletzt geschrieben haben, laden Sie die Seite neu, und löschen Sie etwas, oder schreiben Sie in einem neuen Dokument weiter.",
  "documentTooLarge.adviceIfKept":
    "Alles vor Ihrer letzten Änderung ist sicher, und dieses Gerät bewahrt eine Kopie mit ihr auf: Sie finden sie unter „Alle Dokumente“. Laden Sie die Seite neu, und löschen Sie etwas, oder schreiben Sie in einem neuen Dokument weiter.",
  "forbidden.title": "Diese Seite darf sich nicht mit dem Server verbinden",
  "forbidden.advice":
    "Sie kommt von einer Adresse, die der Server nicht kennt. Wer den Server betreibt, kann sie erlauben, wie seine Antwort sagt; laden Sie die Seite dann neu. Kopieren Sie, was Sie zuletzt geschrieben haben.",
  "forbidden.adviceIfKept":
    "Sie kommt von einer Adresse, die der Server nicht kennt. Wer den Server betreibt, kann sie erlauben, wie seine Antwort sagt; dieses Gerät bewahrt Ihre Änderungen auf, bis Sie die Seite dann neu laden.",
  "badDocumentName.title": "Dieser Name ist nicht erlaubt",
  "badDocumentName.advice":
    "Gehen Sie zurück zu „Alle Dokumente“, und wählen Sie einen anderen Namen.",
  "documentDamaged.title": "Dieses Dokument ist auf dem Server beschädigt",
  "documentDamaged.advice":
    "Es kann nicht geändert werden, bis es auf dem Server repariert ist. Kopieren Sie, was Sie zuletzt geschrieben haben.",
  "documentDamaged.adviceIfKept":
    "Es kann nicht geändert werden, bis es auf dem Server repariert ist. Dieses Gerät bewahrt Ihre Änderungen auf; öffnen Sie das Dokument danach hier wieder, damit sie gesendet werden.",
  "updateRefused.title": "Der Server hat eine Änderung nicht angenommen",
  "updateRefused.advice":
    "Alles davor ist sicher. Kopieren Sie, was Sie zuletzt geschrieben haben, und laden Sie die Seite neu, um mit dem weiterzumachen, was der Server hat.",
  "updateRefused.adviceIfKept":
    "Alles davor ist sicher, und dieses Gerät bewahrt eine Kopie mit der Änderung auf: Sie finden sie unter „Alle Dokumente“. Laden Sie die Seite neu, um mit dem weiterzumachen, was der Server hat.",
  "unknownRefusal.title": "Der Server hat dieses Dokument geschlossen",
  "unknownRefusal.advice":
    "Laden Sie die Seite neu, um es noch einmal zu versuchen. Wenn das nicht hilft, fragen Sie die, die den Server betreiben.",

  "people.label": "Personen",
  "people.alone": "Nur Sie sind hier",
  "people.here": { one: "{count} Person ist hier", other: "{count} Personen sind hier" },
  "people.unnamed": "Jemand ohne Namen",
  "people.you": "(Sie)",
  "people.changeSelf": "Eigenen Namen und Farbe ändern",
  "people.invite": "Wer diesen Server erreichen kann, kommt mit dem Link dazu.",
  "welcome.label": "Ihr Name",
  "welcome.text": "Andere sehen Sie als {name}",
  "welcome.change": "Ändern",
  "welcome.keep": "Diesen Namen behalten",
  "profile.title": "Wie andere Sie sehen",
  "profile.name": "Name",
  "profile.suggest": "Namen vorschlagen",
  "profile.empty": "Bitte einen Namen eingeben.",
  "profile.color": "Farbe",
  "color.teal": "Petrol",
  "color.blue": "Blau",
  "color.indigo": "Indigo",
  "color.violet": "Violett",
  "color.magenta": "Magenta",
  "color.rose": "Rosa",
  "color.red": "Rot",
  "color.orange": "Orange",
  "color.brown": "Braun",
  "color.olive": "Oliv",
  "color.green": "Grün",
  "color.slate": "Schiefergrau",

  "newerVersion.title": "Dieses Dokument wurde mit einer neueren Version des Editors geschrieben",
  "newerVersion.advice":
    "Es kann Dinge enthalten, die diese Version nicht kennt; deshalb kann es hier gelesen, aber nicht geändert werden. Es geht nichts verloren.",
  "failure.title": "Dieses Dokument kann nicht geöffnet werden",
  "failure.copy": "Der Browser hat das Kopieren nicht erlaubt.",
};
