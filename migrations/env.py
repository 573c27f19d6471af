"""How Alembic reaches the database: through the app, as everything does."""

from alembic import context

from db import db, unhurried


def run() -> None:
    """Migrate, a transaction for each revision where the database has them for its schema."""
    with unhurried(), db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=connection.dialect.name == "sqlite",
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
