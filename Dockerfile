# syntax=docker/dockerfile:1
FROM python:3.13-slim-bookworm AS build
WORKDIR /app
COPY requirements.txt .
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes --no-deps -r requirements.txt
COPY . .
# Collecting files needs settings, but reaches no server: these values serve this one step and are not kept.
RUN SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(50))')" ALLOWED_HOSTS=build.invalid \
    DATABASE_URL=postgres://build@build.invalid/build REDIS_URL=redis://build.invalid \
    BASE_URL=https://build.invalid EMAIL_URL=dummymail:// \
    STATIC_ROOT=/app/staticfiles /venv/bin/python manage.py collectstatic --noinput -v0

FROM python:3.13-slim-bookworm
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 STATIC_ROOT=/app/staticfiles
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin dealdesk
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
USER dealdesk
EXPOSE 8000
# One image for every process; docker-compose.yml gives the others their commands.
CMD ["gunicorn", "dealdesk.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", "--threads", "4", \
     "--worker-tmp-dir", "/dev/shm", "--access-logfile", "-", "--no-control-socket"]
