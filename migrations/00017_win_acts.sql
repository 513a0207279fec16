-- +goose Up
-- What its owner did to a win after it was there, so that they can take the last of it back. That a win was added stands
-- in wins; what it said before an edit, in win_history.
create table win_acts (
    win     text    not null references wins (id),
    n       bigint  not null, -- 1, 2, … for each win
    person  text    not null, -- its owner
    did     text    not null, -- added (only when undone, or done again), edited, kept, removed or restored
    undone  boolean not null, -- it took that back
    was     text    not null, -- the win's status before
    version bigint  not null, -- of the win after it
    at      bigint  not null,
    primary key (win, n)
);
create index win_acts_person on win_acts (person, at);
