//! Stage `relation`: what notes say about entities: schema, entities, interactions, mentions.
