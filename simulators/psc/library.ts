import type * as library from 'oidc-provider'
import type { Provider } from 'oidc-provider'

export type ProviderLibrary = typeof library

let loaded: Promise<ProviderLibrary> | undefined

/** Loaded at the first call of Pro Santé Connect: most campaigns that never use it do not pay for it. */
export const providerLibrary = (): Promise<ProviderLibrary> => (loaded ??= load())

/** The package recommends a newer Node by a warning on standard error; what is used of it works from Node 20.19, and tests prove it. */
async function load(): Promise<ProviderLibrary> {
  const { warn } = console
  console.warn = (...args: unknown[]) => {
    if (!String(args[0]).includes('oidc-provider')) warn(...args)
  }
  try {
    return await import('oidc-provider')
  } finally {
    console.warn = warn
  }
}

export type { Provider }
