export { append, DISPATCH_TOPIC, type NewEvent } from './append.ts'
export * from './catalogue.ts'
export { sampleEvent } from './samples.ts'
