/** Version of everything in this folder, written in the manifest of a bundle. Change it with any fact of the catalogue. */
export const versionCatalogue = '2026.11'
