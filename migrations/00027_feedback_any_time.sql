-- +goose Up
-- What somebody writes about a colleague outside a cycle is found by its giver.
create index feedback_requests_giver on feedback_requests (giver);
