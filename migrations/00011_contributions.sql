-- +goose Up
-- What came of asking those who are named in a win whether they took part. A row is there from the moment somebody is
-- asked, once for ever: it stays when their name is taken out of the text, so that nobody is asked twice.
create table win_contributions (
    win         text    not null references wins (id),
    person      text    not null,
    state       text    not null,               -- asked, confirmed or declined
    withdrawn   boolean not null default false, -- the win asks them nothing at the moment, and shows no answer of theirs
    told        boolean not null,               -- asked by a message; the others find the question on Home
    version     bigint  not null,               -- of the win, as they were last shown it
    asked_at    bigint  not null,
    answered_at bigint  not null default 0,
    primary key (win, person)
);
create index win_contributions_person on win_contributions (person, asked_at);
create index wins_changed on wins (changed_at);
