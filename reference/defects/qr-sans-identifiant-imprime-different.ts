import type { Defect } from './defect.js'

/** Turned by one place: still eighteen well-formed characters, and the number of no one. */
const other = (identifiant: string): string => {
  const turned = identifiant.slice(1) + identifiant.slice(0, 1)
  return turned === identifiant ? identifiant.replace(/.$/, (last) => (last === '0' ? '1' : '0')) : turned
}

export default {
  name: 'qr-sans-identifiant-imprime-different',
  title: 'Imprime un QR code dont l’identifiant n’est pas celui de l’ordonnance transmise',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-QR-02', code: 'codeIdentifiant/different' }],
  behaviour: (honest) => ({
    payload2d: (ordonnance) => honest.payload2d({ ...ordonnance, identifiant: other(ordonnance.identifiant) }),
  }),
} satisfies Defect
