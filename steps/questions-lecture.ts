/** Questions about what a prescriber reads of the executions of an ordonnance; same table as `questions.ts`. */
export const QUESTIONS_LECTURE = {
  "les exécutions sont demandées au téléservice": 'lectureDemandee',
  "chaque exécution donnée par le téléservice est montrée au prescripteur, et aucune autre": 'lectureExecutions',
  "rien des exécutions n'est montré malgré l'opposition du patient": 'lectureOpposition',
  "le prescripteur sait que le patient s'oppose à la consultation": 'lectureOppositionDite',
  "le prescripteur lit que rien n'a encore été exécuté": 'lectureAucune',
  "le prescripteur est averti du refus de montrer les exécutions": 'lectureRefusDit',
  "le prescripteur est averti que les exécutions n'ont pu être lues": 'lectureEchecDit',
  "rien n'est dit des exécutions sans réponse du téléservice": 'lectureFondee',
} as const
