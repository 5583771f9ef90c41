import { useCallback, useState } from 'react'

/** Collects from the sections of a page whether any has unsaved changes. */
export function useUnsaved() {
  const [unsaved, setUnsaved] = useState<ReadonlySet<string>>(new Set())
  const onDirty = useCallback((name: string, dirty: boolean) => {
    setUnsaved((now) => {
      if (now.has(name) === dirty) return now
      const next = new Set(now)
      if (dirty) next.add(name)
      else next.delete(name)
      return next
    })
  }, [])
  return { dirty: unsaved.size > 0, onDirty }
}
