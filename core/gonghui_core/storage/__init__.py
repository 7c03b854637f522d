"""Where the records lie: engine, column types, audit chain, guards, keys, migrations, files, backup."""
