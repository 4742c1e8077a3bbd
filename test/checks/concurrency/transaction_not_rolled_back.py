"""Database errors after which the session is used on."""
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session


def logged(session: Session, user):
    session.add(user)
    try:
        session.commit()
    except IntegrityError:  # expect: concurrency-transaction-not-rolled-back
        print("taken")


def refused(db, user):
    try:
        db.session.add(user)
        db.session.commit()
        return True
    except (SQLAlchemyError, ValueError):  # expect: concurrency-transaction-not-rolled-back
        return False


def flushed(session, users):
    for user in users:
        try:
            session.add(user)
            session.flush()
        except Exception as error:  # expect: concurrency-transaction-not-rolled-back
            print(error)


def rolled_back(session, user):
    try:
        session.add(user)
        session.commit()
    except IntegrityError:
        session.rollback()
        return False


def raised(session):
    try:
        session.commit()
    except SQLAlchemyError as error:
        raise RuntimeError("cannot save") from error


def given_up(factory, user):
    session = factory()
    try:
        session.commit()
    except SQLAlchemyError:
        return False
    finally:
        session.close()


def managed(engine, user):
    with Session(engine) as session:
        try:
            session.commit()
        except IntegrityError:
            return False


def another_error(session):
    try:
        session.commit()
    except KeyError:
        return None


def no_session(repository):
    try:
        repository.commit()
    except Exception:
        return None
