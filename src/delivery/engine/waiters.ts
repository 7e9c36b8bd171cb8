/** Those who wait for the same thing share one promise. */
export class Waiters {
  private promise: Promise<void> | undefined
  private resolve: (() => void) | undefined

  get some(): boolean {
    return this.promise !== undefined
  }

  wait(): Promise<void> {
    this.promise ??= new Promise((resolve) => {
      this.resolve = resolve
    })
    return this.promise
  }

  wake(): void {
    this.resolve?.()
    this.promise = undefined
    this.resolve = undefined
  }
}
