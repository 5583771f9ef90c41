/** The states each state may be followed by. */
export type Transitions<State extends string> = Readonly<Record<State, readonly State[]>>

/** The states from which `next` may be reached: the condition of the update that writes it. */
export function statesBefore<State extends string>(transitions: Transitions<State>, next: State): State[] {
  return (Object.keys(transitions) as State[]).filter((state) => transitions[state].includes(next))
}

/** Whether what is in `from` may stay or become `to`. */
export function mayBecome<State extends string>(transitions: Transitions<State>, from: State, to: State): boolean {
  return from === to || transitions[from].includes(to)
}
