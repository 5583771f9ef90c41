import { type FaultService, faultModes } from '../faults.ts'
import type { World } from '../world.ts'
import { faultText } from './words.ts'

const repeats = [
  { value: '', label: 'ずっと' },
  { value: '1', label: '1回だけ' },
  { value: '3', label: '3回' },
]

/** Makes a service fail. The page's script sends each change to `/sandbox/api/faults/:service`. */
export function FaultSwitch({ world, service }: { world: World; service: FaultService }) {
  const fault = world.faults[service]
  const failing = fault.mode !== 'none'
  return (
    <form className={failing ? 'fault failing' : 'fault'} data-fault={service} data-region={`fault-${service}`}>
      <label>
        <span>動作</span>
        <select name="mode" defaultValue={fault.mode}>
          {faultModes.map((mode) => (
            <option key={mode} value={mode}>
              {faultText[mode]}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>回数</span>
        <select name="times" defaultValue={fault.timesLeft === null ? '' : String(fault.timesLeft)}>
          {repeats.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
          {!repeats.some(({ value }) => value === String(fault.timesLeft ?? '')) && (
            <option value={String(fault.timesLeft)}>あと{fault.timesLeft}回</option>
          )}
        </select>
      </label>
      <label className="after">
        <input type="checkbox" name="afterAccepting" defaultChecked={fault.afterAccepting} />
        <span>受け付けた後に起こす</span>
      </label>
    </form>
  )
}
