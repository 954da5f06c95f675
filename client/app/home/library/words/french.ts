/** What is said of the list of documents and the templates, in French. */

import type { LibraryMessages } from "./english.ts";

/** See the head of this file. */
export const libraryFrench: LibraryMessages = {
  "search.label": "Rechercher des documents",
  "search.nothing": "Aucun document ne contient cela dans son titre ou son nom.",
  "search.more": "Afficher plus",
  "server.unreachable":
    "La liste du serveur n’est pas disponible pour le moment. Voici ce que cet appareil connaît.",
  "row.pinned": "épinglé en haut",
  "row.onServer": "sur le serveur",
  "row.changedBy": "{name}, {time}",
  "row.changed": "modifié {time}",
  "row.menu": "Plus pour {name}",
  "row.more": "Plus",
  "row.pin": "Épingler en haut",
  "row.unpin": "Ne plus épingler",
  "row.rename": "Renommer",
  "row.copy": "Dupliquer",
  "row.link": "Copier le lien",
  "row.delete": "Supprimer",
  "row.linkCopied": "Lien copié.",
  "row.copied": "{name} a été dupliqué.",
  "row.renamed": "Renommé en {name}.",
  "row.deleted": "{name} a été supprimé pour tout le monde.",
  "row.restored": "{name} est de retour.",
  "row.failed": "Cela n’a pas fonctionné : {reason}.",
  copyOf: "Copie de {name}",
  "rename.title": "Renommer le document",
  "rename.label": "Titre",
  "rename.hint":
    "Le lien ne change pas. Sans titre, il porte celui de son premier titre de section.",
  "template.title": "Commencer avec un modèle",
  "template.making": "Création du document…",
  "template.failed": "Le document n’a pas pu être créé : {reason}.",
  "template.meeting": "Compte rendu de réunion",
  "template.meetingFor": "Qui était là, ce qui a été dit, qui fait quoi",
  "template.project": "Plan de projet",
  "template.projectFor": "Objectif, étapes datées, risques",
  "template.decision": "Décision",
  "template.decisionFor": "Ce qui a été décidé, pourquoi, et les autres options",
  "template.checklist": "Liste de contrôle",
  "template.checklistFor": "Des choses à faire, à cocher ensemble",
  "drop.hint": "Déposez des fichiers ici pour en faire des documents",
};
