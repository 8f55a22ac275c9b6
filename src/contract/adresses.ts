import { contacts } from '#domain/catalogue/contacts.ts'
import { plateformes } from '#domain/catalogue/plateformes.ts'

const sansBarre = (adresse: string) => adresse.replace(/\/$/u, '')
const connues = new Set([...contacts.map((c) => c.site), ...plateformes.map((p) => p.adresse)].flatMap((a) => (a === null ? [] : [sansBarre(a)])))

/** True for an address that Grappe itself holds; any other was typed by someone. */
export const isDuCatalogue = (adresse: string): boolean => connues.has(sansBarre(adresse))
