package outbox
const DueQuery = dueQuery
