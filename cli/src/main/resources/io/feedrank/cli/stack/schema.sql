-- The tables whose changes Feedrank captures. Run again on every start: it only adds what is missing.
CREATE TABLE IF NOT EXISTS users (
    id         text        PRIMARY KEY,
    created_at timestamptz NOT NULL DEFAULT now(),
    language   text,
    country    text,
    attributes jsonb       NOT NULL DEFAULT '{}'
);

CREATE TABLE IF NOT EXISTS posts (
    id         text        PRIMARY KEY,
    author_id  text,
    created_at timestamptz NOT NULL DEFAULT now(),
    title      text,
    body       text,
    language   text,
    topic      text,
    status     text        NOT NULL DEFAULT 'published',
    expires_at timestamptz
);

-- A delete carries the primary key alone, which is all that its readers need.
CREATE TABLE IF NOT EXISTS follows (
    follower_id text        NOT NULL,
    followee_id text        NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (follower_id, followee_id)
);

CREATE TABLE IF NOT EXISTS blocks (
    user_id    text        NOT NULL,
    author_id  text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, author_id)
);
