/** What is said of links and of what somebody may do, in French. */

import type { AccessMessages } from "./english.ts";

/** See the head of this file. */
export const accessFrench: AccessMessages = {
  "share.everybody":
    "Toute personne qui peut joindre ce serveur peut lire et modifier ce document avec le lien.",
  "share.own.read": "Vous pouvez lire ce document.",
  "share.own.comment": "Vous pouvez lire et commenter ce document.",
  "share.own.write": "Vous pouvez lire et modifier ce document.",
  "share.ends": "Votre accès se termine le {time}.",
  "share.copyOwn": "Copier le lien avec mon accès",
  "share.plainHint": "Les autres doivent avoir leur propre accès pour ouvrir le lien.",
  "share.ownHint":
    "Le lien seul ne laisse entrer personne. Avec votre accès, quiconque l’ouvre peut faire la même chose que vous, en votre nom.",
  "share.remember": "Garder l’accès sur cet appareil quand l’onglet est fermé",
  "share.new": "Laisser entrer d’autres personnes",
  "share.level": "Qui a le lien",
  "share.may.read": "peut lire",
  "share.may.comment": "peut commenter",
  "share.may.write": "peut écrire",
  "share.term": "Le lien est valable",
  "share.days": { one: "{count} jour", many: "{count} jours", other: "{count} jours" },
  "share.never": "tant que le serveur l’accepte",
  "share.make": "Créer un lien",
  "share.address": "Le nouveau lien",
  "share.made": "Le lien est prêt. Il est valable jusqu’au {time}.",
  "share.madeForEver": "Le lien est prêt. Il ne se termine pas de lui-même.",
  "share.failed": "Le lien n’a pas pu être créé : {reason}.",
  "refusedEdits.title": "Ce que vous avez écrit en dernier n’a pas été accepté",
  "refusedEdits.text":
    "C’est conservé dans ce navigateur, et les autres ne le voient pas. Ce sera envoyé automatiquement dès que vous pourrez de nouveau écrire. Copiez ou téléchargez le texte si vous en avez besoin avant.",
  "refusedEdits.answer": "Réponse du serveur : {reason}",
  "accessEnds.title": "Votre accès se termine à {time}",
  "accessEnds.text":
    "Reconnectez-vous avant, ou demandez un nouveau lien à la personne qui a partagé ce document et ouvrez-le ici : vous continuerez sans interruption.",
  "signIn.title": "Vous avez été déconnecté",
  "signIn.text":
    "Quelque chose devant le serveur vous demande de vous reconnecter. Faites-le dans un autre onglet ; celui-ci reprendra ensuite de lui-même.",
  "signIn.kept": "Rien de ce que vous avez écrit n’est perdu.",
  "signIn.onlyHere":
    "Gardez cet onglet ouvert jusque-là : ce que vous avez écrit en dernier ne se trouve nulle part ailleurs.",
  "signIn.open": "Se connecter",
};
