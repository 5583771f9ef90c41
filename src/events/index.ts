export { append, DISPATCH_TOPIC, type NewEvent } from './append.ts'
export * from './catalogue.ts'
export { type EventFilter, type ListedEvent, listEvents } from './list.ts'
export { sampleEvent } from './samples.ts'
