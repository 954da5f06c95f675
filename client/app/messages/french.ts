/** French, see english.ts. Spaces before colons and the like do not break. */

import type { PageMessages } from "./english.ts";

/** See the head of this file. */
export const french: PageMessages = {
  allDocuments: "Tous les documents",
  goToAllDocuments: "Aller à tous les documents",
  reload: "Recharger",
  cancel: "Annuler",
  save: "Enregistrer",
  open: "Ouvrir",
  remove: "Supprimer",
  undo: "Annuler",
  copyLink: "Copier le lien",

  "home.skip": "Aller au contenu",
  "home.promise":
    "Écrivez ensemble. Quiconque a le lien voit chaque mot au moment où il est écrit.",
  "home.start": "Commencer",
  "home.new": "Nouveau document",
  "home.example": "Voir un exemple",
  "sample.offer": "Nouveau ici ?",
  "sample.insert": "Commencer par un exemple",
  "open.label": "Ou ouvrez-en un par son nom",
  "open.example": "notes-equipe",
  "open.hint": "S’il n’existe pas encore de document de ce nom, il est créé.",
  "open.empty": "Saisissez un nom ou collez un lien.",
  "open.impossible": "Ce n’est pas possible : {reason}. Choisissez un autre nom.",

  "recents.title": "Récents sur cet appareil",
  "recents.empty": "Les documents que vous ouvrez apparaîtront ici.",
  "recents.notSent": {
    one: "{count} modification non envoyée",
    many: "{count} de modifications non envoyées",
    other: "{count} modifications non envoyées",
  },
  "recents.copy": "Sur cet appareil : une copie est conservée ; la page elle-même vient du serveur",
  "recents.kept": "Sur cet appareil : s’ouvre sans réseau",
  "recents.onDevice": "sur cet appareil",
  "recents.justNow": "à l’instant",
  "recents.remove": "Retirer de cette liste",
  "recents.removeNamed": "Retirer {name} de cette liste",
  "recents.removed": "{name} a été retiré de cette liste. Le document lui-même existe toujours.",
  "recents.removedWithCopy":
    "{name} a été retiré de cette liste, et sa copie de cet appareil. Le document lui-même existe toujours.",
  "recents.forgetFailed":
    "Le navigateur n’a pas pu supprimer la copie. Rechargez la page et réessayez.",

  "removal.title": "Supprimer de cet appareil ?",
  "removal.unsent": {
    one: "{count} modification dans {name} n’est pas parvenue au serveur. Pour l’envoyer, ouvrez le document. Si vous supprimez sa copie, elle est perdue.",
    many: "{count} de modifications dans {name} ne sont pas parvenues au serveur. Pour les envoyer, ouvrez le document. Si vous supprimez sa copie, elles sont perdues.",
    other:
      "{count} modifications dans {name} ne sont pas parvenues au serveur. Pour les envoyer, ouvrez le document. Si vous supprimez sa copie, elles sont perdues.",
  },
  "removal.setAside": {
    one: "La copie de {name} mise de côté est peut-être la dernière. Personne ne pourra la récupérer.",
    many: "Les {count} de copies de {name} mises de côté sont peut-être les dernières. Personne ne pourra les récupérer.",
    other:
      "Les {count} copies de {name} mises de côté sont peut-être les dernières. Personne ne pourra les récupérer.",
  },

  "setAside.title": "Mis de côté sur cet appareil",
  "setAside.hint":
    "Ces copies ne s’ouvrent plus. Elles restent ici jusqu’à ce que vous les supprimiez, les deux dernières de chaque document.",
  "setAside.why": "{reason}, {time}",
  "setAside.copyText": "Copier le texte",
  "setAside.download": "Télécharger",
  "setAside.downloadTip": "Avec les titres, les listes et les liens",
  "setAside.removeNamed": "Supprimer ce qui a été mis de côté de {name}",
  "setAside.documentDeleted": "Supprimé sur le serveur",
  "setAside.frameTooLarge": "Avec une modification trop volumineuse pour le serveur",
  "setAside.documentTooLarge": "Trop volumineux pour le serveur",
  "setAside.updateRefused": "Avec une modification que le serveur n’a pas acceptée",
  "setAside.unreadable": "Cet appareil en a perdu une partie",
  "setAside.otherwise": "Refusé par le serveur",

  "copyFailure.text": "Le navigateur n’a pas autorisé la copie.",
  "copyFailure.address":
    "Le navigateur n’a pas autorisé la copie. Copiez l’adresse depuis la barre d’adresse.",
  copyUnreadable:
    "Cet appareil a perdu une partie de sa copie. Ce qui a pu être lu est ici ; le reste est mis de côté dans « Tous les documents ».",
  loadFailure: "Cette partie de la page n’a pas pu être chargée. Réessayez.",
  stillLoading:
    "Cette partie de la page est encore en cours de chargement. Réessayez dans un instant.",
  toolsFailed: "Les outils n’ont pas pu être chargés.",

  "failure.title": "La page n’a pas pu être affichée",
  "failure.text":
    "Une partie n’a pas été chargée, ou quelque chose s’est mal passé. Les documents ne sont pas touchés. Recharger la page aide le plus souvent.",
  "impossible.title": "Aucun document ne peut porter ce nom",
  "impossible.text":
    "Ce n’est pas possible : {reason}. Le lien a peut-être été coupé ou modifié en chemin.",
  "missing.title": "Il n’y a rien ici",
  "missing.text": "Cette adresse ne correspond à aucune page. Le lien a peut-être été coupé.",

  "document.skip": "Aller au texte",
  "document.label": "Texte de {name}",
  "document.placeholder": "Écrivez, ou tapez / pour plus",
  "newerVersion.title": "Ce document a été écrit avec une version plus récente de Coscribe",
  "newerVersion.text":
    "Il peut contenir ce que cette version ne connaît pas : on peut donc le lire ici, mais pas le modifier. Rien n’est perdu. Rechargez la page pour obtenir la version plus récente, ou demandez-la à la personne qui gère ce serveur.",

  "menu.appearance": "Apparence",
  "menu.shortcuts": "Raccourcis clavier",
  "menu.language": "Langue",
  "menu.ownLanguage": "Langue du navigateur",
  "theme.light": "Clair",
  "theme.dark": "Sombre",
  "theme.system": "Comme l’appareil",

  "conversion.title": "Ce document a été écrit avec un autre éditeur",
  "conversion.what": "Son texte est dans le document, sous une forme que cette page n’affiche pas.",
  "conversion.how":
    "La conversion crée une copie que tout le monde peut lire et modifier ici. Ce que l’autre éditeur a écrit reste tel quel ; ce qui y est modifié ensuite n’apparaît pas ici.",
  "conversion.byOthers": "Une personne autorisée à modifier le document peut le convertir.",
  "conversion.convert": "Convertir",
  "conversion.converting": "Conversion…",
  "conversion.working": "Le serveur est en train de le convertir.",
  "conversion.needsConnection": "Il faut pour cela une connexion au serveur.",
  "conversion.unreachable":
    "Le serveur n’a pas pu être joint. Réessayez quand il y aura une connexion.",
  "conversion.nothing": "Il n’y avait plus rien à convertir.",
  "conversion.done": "Converti.",
  "conversion.doneWithRest": {
    one: "Converti. Une partie que cette page ne connaît pas est affichée comme du texte.",
    many: "Converti. {count} de parties que cette page ne connaît pas sont affichées comme du texte.",
    other: "Converti. {count} parties que cette page ne connaît pas sont affichées comme du texte.",
  },
  "conversion.later":
    "Cela n’a pas marché cette fois : d’autres écrivent peut-être avec l’autre éditeur, ou le serveur est occupé. Réessayez dans un instant.",
  "conversion.tooLarge":
    "Le document est trop volumineux pour être converti : son texte s’y trouverait deux fois.",
  "conversion.damaged":
    "Le document est endommagé sur le serveur et ne peut pas être modifié pour le moment.",
  "conversion.failed": "Le serveur n’a pas pu le convertir. Sa réponse : {reason}",

  "find.label": "Rechercher et remplacer",
  "find.find": "Rechercher",
  "find.close": "Fermer",
  "find.case": "Respecter la casse",
  "find.wholeWords": "Mots entiers",
  "find.expression": "Expression régulière",
  "find.previous": "Résultat précédent",
  "find.next": "Résultat suivant",
  "find.replace": "Remplacer",
  "find.replaceAll": "Tout remplacer",
  "find.replaceWith": "Remplacer par",
  "find.replaceWithGroups": "Remplacer par ($1 pour un groupe)",
  "find.searching": "Recherche…",
  "find.soFar": "{count}…",
  "find.nothing": "Aucun résultat",
  "find.count": "Résultats : {count}",
  "find.place": "{current} sur {count}",
  "find.noneReplaced": "Rien n’a été remplacé.",
  "find.replaced": {
    one: "{count} occurrence a été remplacée.",
    many: "{count} d’occurrences ont été remplacées.",
    other: "{count} occurrences ont été remplacées.",
  },
  "outline.title": "Plan",
  "outline.close": "Fermer le plan",
  "outline.empty": "Les titres du texte apparaîtront ici.",
  "outline.untitled": "Sans titre",
  "view.label": "Affichage",
  "view.width": "Largeur du texte",
  "view.narrow": "Étroite",
  "view.normal": "Normale",
  "view.wide": "Large",
  "view.size": "Taille du texte",
  "view.smaller": "Texte plus petit",
  "view.larger": "Texte plus grand",
  "view.percent": "{zoom} %",
  "view.focus": "Me concentrer sur ce que j’écris",
  "view.printAddresses": "Imprimer les adresses des liens",
  "counts.title": "Nombre de mots",
  "counts.selected": "Sélection",
  "counts.document": "Document",
  "counts.words": "Mots",
  "counts.characters": "Caractères",
  "counts.withoutSpaces": "Caractères sans espaces",
  "counts.paragraphs": "Paragraphes",
  "counts.time": "Temps de lecture",
  "counts.minutes": "{minutes} min",
  "counts.hours": "{hours} h {minutes} min",
  "menu.document": "Document et aide",
  "menu.print": "Imprimer",
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
  "menu.downloadMarkdown": "Télécharger en Markdown",
  "menu.downloadWord": "Télécharger en document Word",
  "menu.downloadPage": "Télécharger en page web",
  "menu.import": "Importer un fichier",
  "exchange.notDownloaded": "Le document n’a pas pu être téléchargé : {reason}.",
  "exchange.reading": "Lecture de {name}…",
  "exchange.imported": "{name} se trouve à la fin du document.",
  "exchange.notRead": "Le fichier n’a pas pu être lu : {reason}.",
  "name.controlCharacter": "le nom contient un caractère invisible",
  "name.dotPart": "une partie du nom n’est faite que de points",
  "name.empty": "le nom est vide",
  "name.emptyPart":
    "une partie du nom est vide : aucune barre oblique ne peut être au début, à la fin ni à côté d’une autre",
  "name.notUnicode": "le nom n’est pas de l’Unicode valide",
  "name.otherAddress": "c’est l’adresse d’autre chose qu’un document de ce serveur",
  "name.tooLong": "le nom a plus de {most} octets",
  "exchange.noWordFile": "ce n’est pas un document Word, ou il est endommagé",
  "exchange.tooLarge": "il est trop volumineux",
  "exchange.unreadable": "le navigateur ne peut pas le lire",
};
