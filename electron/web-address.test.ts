import { expect, test } from 'vitest'
import { readWebAddress } from './web-address.ts'

test.each([
  ['https://demarche.numerique.gouv.fr/commencer/cloture?x=1#a', 'https://demarche.numerique.gouv.fr/commencer/cloture?x=1#a'],
  [' https://www.cnsa.fr ', 'https://www.cnsa.fr/'],
  ['https://cnsа.fr', 'https://xn--cns-8cd.fr/'],
  ['http://www.cnsa.fr', null],
  ['file:///etc/passwd', null],
  ['mailto:a@b.fr', null],
  ['javascript:alert(1)//https://www.cnsa.fr', null],
  ['smb://serveur/partage', null],
  ['https://www.cnsa.fr@exemple.invalid/', null],
  ['https://nom:mot@exemple.invalid/', null],
  ['https:\\\\exemple.invalid', null],
  ['https://exemple.invalid/\u202egpj.exe', null],
  ['https://exemple.invalid/a b', null],
  ['https://exemple.invalid/a\nb', null],
  ['https://exemple.\u200binvalid/', null],
  ['https://serveur/partage', null],
  ['https://', null],
  ['', null],
  [`https://exemple.invalid/${'a'.repeat(2000)}`, null]
])('%j is opened as %j', (typed, opened) => expect(readWebAddress(typed)).toBe(opened))
