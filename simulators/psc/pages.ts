import type { HttpReply } from '../simulator.js'

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character]!)

/** A page of the simulated Pro Santé Connect: no script, nothing from elsewhere. */
export function page(status: number, title: string, content: string): HttpReply {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'" },
    body: `<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem}button{font:inherit;padding:.4rem 1rem;margin-right:.5rem}</style></head>
<body><main><h1>${escapeHtml(title)}</h1>${content}<p><small>Pro Santé Connect simulé par preserie : aucune donnée réelle, aucun lien avec le service de l’Agence du numérique en santé.</small></p></main></body></html>`,
  }
}

/** The two buttons of a person who authenticates. */
export const decisionForm = (action: string, hidden: Readonly<Record<string, string>> = {}): string =>
  `<form method="post" action="${escapeHtml(action)}">${Object.entries(hidden)
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
    .join('')}<button name="decision" value="approuver">Approuver</button><button name="decision" value="refuser">Refuser</button></form>`
