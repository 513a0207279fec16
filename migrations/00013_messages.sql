-- +goose Up
-- What people write or say to laurel in its direct messages, by the message: which version of it counts. Events come
-- late, twice and in any order, and taking a message back may arrive before it.
create table win_messages (
    channel   text    not null,
    ts        text    not null,
    person    text    not null default '',    -- who wrote it; '' while only the taking back told of it
    edited_at bigint  not null default 0,     -- of the version that counts, to the second; 0 = as first written
    told_at   bigint  not null,               -- when the event happened: tells two versions of one second apart
    gone      boolean not null default false, -- deleted
    version   bigint  not null default 0,     -- of the win, when this message wrote it last; 0 = it did not
    primary key (channel, ts)
);

-- Voice clips whose transcript is awaited. A row goes when that came, or is given up.
create table win_clips (
    channel  text    not null,
    ts       text    not null,
    person   text    not null,
    file     text    not null,               -- Slack's id of the recording
    words    text    not null default '',    -- what was written along with it
    since_at bigint  not null,
    due_at   bigint  not null,               -- when to look again
    patient  boolean not null default false, -- its owner was told that it takes a while
    primary key (channel, ts)
);
create index win_clips_due on win_clips (due_at);
