import { libelleDe, LIBELLES, type Demande, type Ligne, type Message } from '../model.js'
import type { OrdonnanceEmise, Session } from '../session.js'
import { html, type Html } from './html.js'
import { button, checkbox, homeOf, input, page, select } from './layout.js'

/** Fields of a submitted form; a repeated field is a list. */
export type FormValues = Record<string, string | string[] | undefined>

const STATES = { transmise: 'transmise', refusee: 'refusée', enEchec: 'non transmise (échec)', papier: 'sur papier', annulee: 'annulée' } as const satisfies Record<OrdonnanceEmise['statut'], string>
const optionsOf = (list: Record<string, string>): [string, string][] => Object.entries(list)
/** Line blocks offered at once; more by the link under the form, since the page works without scripts. */
const LINES = 3

export const prescriberHome = (session: Session, messages: readonly Message[]): string =>
  page({
    title: 'Ordonnances',
    session,
    messages,
    content: html`<p>
        <a href="${homeOf(session)}/ordonnances/nouvelle">Rédiger une ordonnance</a> | <a href="${homeOf(session)}/recherche">Rechercher</a> |
        <a href="${homeOf(session)}/ins/lots">Vérifier des INS</a>
      </p>
      <table>
        <caption>Ordonnances rédigées dans cette session</caption>
        <thead><tr><th scope="col">Numéro</th><th scope="col">Patient</th><th scope="col">État</th><th scope="col">Document</th><th scope="col">Suite</th></tr></thead>
        <tbody>${[...session.ordonnances.values()].map((emise) => row(session, emise))}</tbody>
      </table>`,
  })

const row = (session: Session, { ordonnance, statut }: OrdonnanceEmise): Html =>
  html`<tr>
    <td>${statut === 'transmise' ? ordonnance.identifiant : '-'}</td>
    <td>${ordonnance.patient.nomFamille} ${ordonnance.patient.prenom}</td>
    <td>${STATES[statut]}</td>
    <td><a href="${homeOf(session)}/ordonnances/${ordonnance.identifiant}.pdf">Imprimer${statut !== 'transmise' && ' (papier)'}</a></td>
    <td>${statut === 'transmise' && session.opening.versionPaquet !== 'V2' && followLinks(session, ordonnance.identifiant)}</td>
  </tr>`

const followLinks = (session: Session, identifiant: string): Html => {
  const here = `${homeOf(session)}/ordonnances/${identifiant}`
  return html`<a href="${here}/lignes">Ajouter des lignes</a> | <a href="${here}/executions">Exécutions</a>
    <form method="post" action="${here}/annulation">${button('Annuler')}</form>`
}

export function ordonnanceForm(session: Session, values: FormValues, messages: readonly Message[], lines = LINES): string {
  const field = (name: string): string => textOf(values, name) ?? ''
  const mandatory = (name: string, label: string, hint?: string): Html =>
    input({ name, label, value: field(name), required: true, ...(hint ? { hint } : {}) })
  return page({
    title: 'Rédiger une ordonnance',
    session,
    messages,
    content: html`<form method="post" action="${homeOf(session)}/ordonnances">
        <fieldset>
          <legend>Patient</legend>
          ${mandatory('matricule', 'Matricule INS', '13 caractères')} ${mandatory('cle', 'Clé', '2 chiffres')}
          ${input({ name: 'oid', label: 'OID de l’INS', value: field('oid') || '1.2.250.1.213.1.4.10', required: true })}
          ${mandatory('nomFamille', 'Nom de famille')} ${input({ name: 'nomUsage', label: 'Nom d’usage', value: field('nomUsage') })}
          ${mandatory('prenom', 'Prénom')} ${mandatory('dateNaissance', 'Date de naissance', 'AAAA-MM-JJ')}
          ${select({ name: 'sexe', label: 'Sexe', value: field('sexe'), options: [['F', 'féminin'], ['M', 'masculin']] })}
          ${input({ name: 'lieuNaissance', label: 'Lieu de naissance', hint: 'code INSEE', value: field('lieuNaissance') })}
        </fieldset>
        <fieldset>
          <legend>Ordonnance</legend>
          ${checkbox({ name: 'opposition', label: 'Le patient s’oppose à la consultation des données d’exécution', checked: field('opposition') !== '' })}
          ${select({ name: 'cadre', label: 'Exécution', value: field('cadre'), options: [['ville', 'en ville'], ['etablissement', 'dans l’établissement (papier)']] })}
          ${select({ name: 'secret', label: 'Secret (V3)', value: field('secret'), options: [['', 'aucun'], ...optionsOf(LIBELLES.secret)] })}
          ${input({ name: 'rppsRemplacant', label: 'RPPS du remplaçant', value: field('rppsRemplacant') })}
          ${optionsOf(LIBELLES.genre).map(([value, label]) => checkbox({ name: 'genres', label, value, checked: listOf(values, 'genres').includes(value) }))}
        </fieldset>
        ${Array.from({ length: lines }, (_, index) => lineFieldset(index + 1, values))} ${button('Signer et transmettre')}
      </form>
      <p><a href="${homeOf(session)}/ordonnances/nouvelle?lignes=${lines + LINES}">Ouvrir un formulaire à ${lines + LINES} lignes</a></p>`,
  })
}

export function lineFieldset(numero: number, values: FormValues): Html {
  const name = (suffix: string): string => `ligne${numero}.${suffix}`
  const field = (suffix: string, label: string, type = 'text'): Html =>
    input({ name: name(suffix), label, type, value: textOf(values, name(suffix)) })
  const choice = (suffix: string, label: string, options: [string, string][]): Html =>
    select({ name: name(suffix), label, options, value: textOf(values, name(suffix)) })
  return html`<fieldset>
    <legend>Ligne ${numero}</legend>
    ${choice('type', 'Type', optionsOf(LIBELLES.typeLigne))} ${field('libelle', 'Libellé')} ${field('cis', 'Code CIS')} ${field('cip13', 'Code CIP13')}
    ${field('lpp', 'Code LPP')} ${field('posologie', 'Posologie')} ${field('duree', 'Durée', 'number')}
    ${choice('unite', 'Unité de durée', [['jour', 'jours'], ['semaine', 'semaines'], ['mois', 'mois']])}
    ${field('quantite', 'Quantité par délivrance', 'number')}
    ${field('seances', 'Séances (actes)', 'number')} ${field('renouvellements', 'Renouvellements', 'number')}
    ${field('atc', 'Code ATC')} ${field('enToutesLettres', 'En toutes lettres (ordonnance sécurisée)')}
    ${checkbox({ name: name('chevauchement'), label: 'Chevauchement permis', checked: textOf(values, name('chevauchement')) !== undefined })}
    ${choice('condition', 'Délivrance conditionnelle (V3)', [['', 'aucune'], ...optionsOf(LIBELLES.condition)])}
    ${field('aprReference', 'Référence de l’accompagnement (APR-…)')} ${field('aprDate', 'Date de l’accompagnement', 'date')}
    ${choice('aprResultat', 'Résultat de l’accompagnement', optionsOf(LIBELLES.accompagnement))}
    ${choice('substitution', 'Substitution', [['', 'sans indication'], ['G', 'générique possible'], ['N', 'non substituable']])}
    ${field('motifNonSubstituable', 'Motif du non substituable')}
    ${optionsOf(LIBELLES.mention).map(([value, label]) =>
      checkbox({ name: name('mentions'), label, value, checked: listOf(values, name('mentions')).includes(value) }),
    )}
  </fieldset>`
}

export const textOf = (values: FormValues, name: string): string | undefined => listOf(values, name)[0] || undefined
export const listOf = (values: FormValues, name: string): string[] => [values[name] ?? []].flat()

/** The form's fields as the same request the adapter takes. */
export function readOrdonnanceForm(values: FormValues): Demande {
  const text = (name: string): string => (textOf(values, name) ?? '').trim()
  const genres = listOf(values, 'genres')
  return {
    patient: {
      ins: { matricule: text('matricule').replaceAll(' ', '').toUpperCase(), cle: text('cle'), oid: text('oid') },
      nomFamille: text('nomFamille'),
      ...present({ nomUsage: text('nomUsage') }),
      prenom: text('prenom'),
      dateNaissance: text('dateNaissance'),
      sexe: text('sexe') as 'M' | 'F',
      ...present({ lieuNaissance: text('lieuNaissance') }),
    },
    opposition: text('opposition') !== '',
    ...present({ cadre: text('cadre') as 'ville', secret: text('secret') }),
    ...(genres.length > 0 ? { genres } : {}),
    ...present({ rppsRemplacant: text('rppsRemplacant') }),
    lignes: readLines(values),
  }
}

/** Lines of a form, numbered after those that exist; blocks left without a label are not lines. */
export function readLines(values: FormValues, after = 0): Ligne[] {
  const blocks = Object.keys(values).flatMap((name) => /^ligne(\d+)\.libelle$/.exec(name)?.[1] ?? [])
  return blocks.filter((block) => (textOf(values, `ligne${block}.libelle`) ?? '').trim() !== '').map((block, index) => readLine(values, block, after + index + 1))
}

function readLine(values: FormValues, block: string, numero: number): Ligne {
  const text = (name: string): string => (textOf(values, `ligne${block}.${name}`) ?? '').trim()
  const count = (name: string): number | undefined => (text(name) === '' ? undefined : Number(text(name)))
  const mentions = listOf(values, `ligne${block}.mentions`)
  const duree = count('duree')
  return {
    numero,
    type: text('type'),
    produit: { ...present({ cis: text('cis'), cip13: text('cip13'), atc: text('atc'), lpp: text('lpp') }), libelle: text('libelle') },
    ...present({ posologie: text('posologie') }),
    ...(duree === undefined ? {} : { duree: { valeur: duree, unite: text('unite') as 'jour' } }),
    ...present({ quantite: count('quantite'), seances: count('seances'), renouvellements: count('renouvellements') }),
    ...present({ enToutesLettres: text('enToutesLettres'), condition: text('condition') }),
    ...(text('chevauchement') === '' ? {} : { chevauchement: true }),
    ...(text('aprReference') === '' ? {} : { accompagnement: { reference: text('aprReference'), date: text('aprDate'), resultat: text('aprResultat') } }),
    ...present({ substitution: text('substitution') as 'N' | 'G', motifNonSubstituable: text('motifNonSubstituable') }),
    ...(mentions.length > 0 ? { mentions } : {}),
  }
}

/** Fields left empty are absent, not empty. */
export const present = <T extends Record<string, unknown>>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '' && value !== undefined)) as { [K in keyof T]?: NonNullable<T[K]> }

export const genreLabels = (genres: readonly string[] = []): string => genres.map((code) => libelleDe('genre', code)).join(', ')
