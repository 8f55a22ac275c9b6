import { setFlagsFromString } from 'node:v8'

/**
 * Keeps the engine small beside the window. What it holds at 2,000 ESSMS is 100 MB; left to itself V8 lets four times as much
 * garbage gather before it collects. With 30 % a bundle takes as long and a third less memory. Once, when the process starts.
 */
export function contenirMemoire(): void {
  setFlagsFromString('--heap-growing-percent=30')
}
