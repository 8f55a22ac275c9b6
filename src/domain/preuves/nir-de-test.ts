/** Adds its key to thirteen characters; for tests only, of people who do not exist. */
export function nirDeTest(treize: string): string {
  const n = BigInt(treize.replace('2A', '19').replace('2B', '18'))
  return `${treize}${String(97n - (n % 97n)).padStart(2, '0')}`
}
