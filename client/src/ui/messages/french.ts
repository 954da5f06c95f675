/** French, see english.ts. Spaces before colons and the like do not break. */

import type { Messages } from "./english.ts";

/** See the head of this file. */
export const french: Messages = {
  close: "Fermer",
  copied: "Copié",
  copyAllText: "Copier tout le texte",

  "editor.label": "Document",
  "editor.placeholder": "Commencez à écrire…",

  "toolbar.label": "Mise en forme",
  "toolbar.kind": "Type de bloc : {kind}",
  "toolbar.noKind": "Aucun",
  "toolbar.more": "Plus",

  "tool.undo": "Annuler",
  "tool.redo": "Rétablir",
  "tool.paragraph": "Texte",
  "tool.heading1": "Titre 1",
  "tool.heading2": "Titre 2",
  "tool.heading3": "Titre 3",
  "tool.bullet": "Liste à puces",
  "tool.numbered": "Liste numérotée",
  "tool.task": "Liste de tâches",
  "tool.quote": "Citation",
  "tool.code": "Bloc de code",
  "tool.bold": "Gras",
  "tool.italic": "Italique",
  "tool.underline": "Souligné",
  "tool.strike": "Barré",
  "tool.inlineCode": "Code dans le texte",
  "tool.link": "Lien",
  "tool.outdent": "Diminuer le retrait",
  "tool.indent": "Augmenter le retrait",
  "tool.divider": "Séparateur",
  "tool.moveUp": "Monter",
  "tool.moveDown": "Descendre",
  "tool.duplicate": "Dupliquer",
  "tool.clearFormatting": "Effacer la mise en forme",

  "link.label": "Lien",
  "link.text": "Texte",
  "link.address": "Adresse",
  "link.example": "example.org/page",
  "link.add": "Ajouter le lien",
  "link.save": "Enregistrer",
  "link.open": "Ouvrir",
  "link.openInNewTab": "Ouvrir le lien dans un nouvel onglet",
  "link.remove": "Supprimer",
  "link.removeLink": "Supprimer le lien",
  "link.empty": "Saisissez ou collez une adresse.",
  "link.hasSpaces": "Une adresse ne contient pas d’espaces.",
  "link.unsafe": "Seules les adresses web et e-mail peuvent servir de lien.",

  "shortcuts.title": "Raccourcis clavier",
  "shortcuts.text": "Texte",
  "shortcuts.kinds": "Type de bloc",
  "shortcuts.blocks": "Blocs",
  "shortcuts.indentInLists": "Mettre en retrait dans les listes",
  "shortcuts.check": "Cocher ou décocher une tâche",
  "shortcuts.newLine": "Nouvelle ligne dans le même bloc",
  "shortcuts.typeAtStart": "À taper en début de ligne",
  "shortcuts.heading": "Titre",
  "shortcuts.typeAround": "À taper autour des mots",
  "shortcuts.page": "Page",
  "shortcuts.toToolbar": "Aller à la barre d’outils",
  "shortcuts.toText": "Revenir au texte",
  "shortcuts.tabOut": "Quitter une liste ou du code avec Tab",
  "shortcuts.help": "Afficher cette liste",

  "time.justNow": "à l’instant",
  "time.edits": {
    one: "{count} modification",
    many: "{count} de modifications",
    other: "{count} modifications",
  },

  "status.sentence": "{label}. {meaning}",
  "status.unconfirmed": "Pas encore confirmé",
  "status.offlineSince": "Hors ligne depuis",
  "status.lastSaved": "Dernier enregistrement",

  "connecting.label": "Connexion…",
  "connecting.meaning": "Le serveur n’a pas encore répondu.",
  "connecting.advice": "Cela ne prend d’habitude qu’un instant.",
  "slow.label": "Toujours en cours de connexion…",
  "slow.meaning": "Le serveur n’a pas encore répondu.",
  "slow.advice":
    "Ce document n’a encore jamais été ouvert sur cet appareil : il n’y a donc rien à afficher tant que le serveur ne répond pas.",
  "saved.label": "Enregistré",
  "saved.meaning": "Toutes les modifications sont sur le disque du serveur.",
  "saved.advice": "Vous pouvez fermer cette page à tout moment.",
  "saving.label": "Enregistrement…",
  "saving.asking": "On demande au serveur si tout est sur son disque.",
  "saving.sending": "Vos modifications sont en route vers le disque du serveur.",
  "saving.advice": "Cela ne prend d’habitude qu’un instant.",
  "uploading.label": "Enregistrement… {percent} %",
  "uploading.meaning": "{done} Mo sur {all} sont sur le disque du serveur.",
  "uploading.advice":
    "Cela prend un moment. Ce qui est arrivé est conservé, même si la connexion est perdue.",
  "onDevice.label": "Hors ligne, enregistré sur cet appareil",
  "onDevice.meaning":
    "Il n’y a pas de connexion au serveur ; cet appareil conserve ce que vous écrivez.",
  "onDevice.advice":
    "Continuez à écrire. Les autres verront vos modifications dès que le serveur sera joignable. Si vous fermez cette page, rouvrez le document sur cet appareil pour les envoyer.",
  "inTab.label": "Hors ligne, seulement dans cet onglet",
  "inTab.meaning":
    "Il n’y a pas de connexion au serveur, et le navigateur ne conserve pas ce que vous écrivez.",
  "inTab.advice":
    "Gardez cet onglet ouvert jusqu’au retour de la connexion, ou copiez le texte. Les causes habituelles sont une fenêtre privée ou un disque plein.",
  "notSaved.label": "Non enregistré",
  "notSaved.storageFailing":
    "Le serveur ne peut pas écrire sur son disque. Il garde vos modifications en mémoire, les montre aux autres et continue d’essayer.",
  "notSaved.overdue":
    "Le serveur ne confirme pas que vos modifications sont sur son disque. Il est peut-être surchargé, ou d’un type qui ne confirme jamais.",
  "notSaved.adviceIfKept":
    "Cet appareil conserve aussi vos modifications. Vous pouvez fermer cette page ; rouvrez le document ici plus tard pour voir si elles sont enregistrées. Si cela dure, prévenez la personne qui gère le serveur.",
  "notSaved.advice":
    "Gardez cette page ouverte jusqu’à ce qu’elles soient enregistrées, ou copiez le texte. Si cela dure, prévenez la personne qui gère le serveur.",
  "refused.label": "Déconnecté",
  "refused.meaning": "Le serveur a fermé ce document.",
  "refused.advice": "Ce que vous pouvez faire est indiqué au-dessus du texte.",
  "refused.answer": "Réponse du serveur : {reason} ({code})",
  "refused.noReason": "aucune raison donnée",

  "documentDeleted.title": "Ce document a été supprimé",
  "documentDeleted.advice":
    "Ce que vous voyez ici est la dernière copie, dans cet onglet. Copiez ce que vous voulez garder.",
  "documentDeleted.adviceIfKept":
    "Cet appareil conserve une copie de ce que vous voyez ici : vous la trouverez dans « Tous les documents ».",
  "documentDeleted.adviceIfEmpty":
    "Il n’y a plus rien à afficher. Vous pouvez créer un nouveau document dans « Tous les documents ».",
  "frameTooLarge.title": "Une modification était trop volumineuse pour le serveur",
  "frameTooLarge.advice":
    "Tout ce qui précède est en sécurité. Copiez ce que vous avez ajouté en dernier, rechargez la page et ajoutez-le de nouveau en plus petites parties.",
  "frameTooLarge.adviceIfKept":
    "Tout ce qui précède est en sécurité, et cet appareil conserve une copie avec la modification : vous la trouverez dans « Tous les documents ». Rechargez la page et ajoutez-la de nouveau en plus petites parties.",
  "documentTooLarge.title": "Ce document est devenu trop volumineux",
  "documentTooLarge.advice":
    "Tout ce qui précède votre dernière modification est en sécurité. Copiez ce que vous avez écrit en dernier, rechargez la page et supprimez quelque chose, ou continuez dans un nouveau document.",
  "documentTooLarge.adviceIfKept":
    "Tout ce qui précède votre dernière modification est en sécurité, et cet appareil conserve une copie avec elle : vous la trouverez dans « Tous les documents ». Rechargez la page et supprimez quelque chose, ou continuez dans un nouveau document.",
  "forbidden.title": "Cette page n’a pas le droit de se connecter au serveur",
  "forbidden.advice":
    "Elle vient d’une adresse que le serveur ne connaît pas. La personne qui le gère peut l’autoriser, comme l’indique sa réponse ; rechargez ensuite la page. Copiez ce que vous avez écrit en dernier.",
  "forbidden.adviceIfKept":
    "Elle vient d’une adresse que le serveur ne connaît pas. La personne qui le gère peut l’autoriser, comme l’indique sa réponse ; cet appareil conserve vos modifications jusqu’à ce que vous rechargiez la page.",
  "badDocumentName.title": "Ce nom n’est pas autorisé",
  "badDocumentName.advice": "Revenez à « Tous les documents » et choisissez un autre nom.",
  "documentDamaged.title": "Ce document est endommagé sur le serveur",
  "documentDamaged.advice":
    "Il ne peut pas être modifié tant qu’il n’est pas réparé sur le serveur. Copiez ce que vous avez écrit en dernier.",
  "documentDamaged.adviceIfKept":
    "Il ne peut pas être modifié tant qu’il n’est pas réparé sur le serveur. Cet appareil conserve vos modifications ; rouvrez ensuite le document ici pour les envoyer.",
  "updateRefused.title": "Le serveur n’a pas accepté une modification",
  "updateRefused.advice":
    "Tout ce qui précède est en sécurité. Copiez ce que vous avez écrit en dernier, puis rechargez la page pour repartir de ce que le serveur possède.",
  "updateRefused.adviceIfKept":
    "Tout ce qui précède est en sécurité, et cet appareil conserve une copie avec la modification : vous la trouverez dans « Tous les documents ». Rechargez la page pour repartir de ce que le serveur possède.",
  "unknownRefusal.title": "Le serveur a fermé ce document",
  "unknownRefusal.advice":
    "Rechargez la page pour réessayer. Si cela n’aide pas, demandez à la personne qui gère le serveur.",

  "people.label": "Personnes",
  "people.alone": "Vous êtes seul ici",
  "people.here": {
    one: "{count} personne est ici",
    many: "{count} de personnes sont ici",
    other: "{count} personnes sont ici",
  },
  "people.unnamed": "Quelqu’un sans nom",
  "people.you": "(vous)",
  "people.changeSelf": "Modifier votre nom et votre couleur",
  "people.invite": "Quiconque peut joindre ce serveur entre avec le lien.",
  "welcome.label": "Votre nom",
  "welcome.text": "Les autres vous voient comme {name}",
  "welcome.change": "Modifier",
  "welcome.keep": "Garder ce nom",
  "profile.title": "Comment les autres vous voient",
  "profile.name": "Nom",
  "profile.suggest": "Proposer un nom",
  "profile.empty": "Saisissez un nom.",
  "profile.color": "Couleur",
  "color.teal": "Bleu canard",
  "color.blue": "Bleu",
  "color.indigo": "Indigo",
  "color.violet": "Violet",
  "color.magenta": "Magenta",
  "color.rose": "Rose",
  "color.red": "Rouge",
  "color.orange": "Orange",
  "color.brown": "Marron",
  "color.olive": "Olive",
  "color.green": "Vert",
  "color.slate": "Gris ardoise",

  "newerVersion.title": "Ce document a été écrit avec une version plus récente de l’éditeur",
  "newerVersion.advice":
    "Il peut contenir ce que cette version ne connaît pas : on peut donc le lire ici, mais pas le modifier. Rien n’est perdu.",
  "failure.title": "Ce document ne peut pas être ouvert",
  "failure.copy": "Le navigateur n’a pas autorisé la copie.",
};
