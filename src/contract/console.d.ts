/** The only host object the contract may use, whatever process it runs in: reporting an unexpected failure. */
declare const console: { readonly error: (...details: readonly unknown[]) => void }
