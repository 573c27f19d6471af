# Easel in a container: docs/deployment.md says how it is run. PYTHON_IMAGE may be any Debian with
# this Python in /usr/local.
ARG PYTHON_IMAGE=python:3.11-slim-trixie


# zlib-ng in zlib's place: Pillow's wheel has no zlib of its own, and with this one an RGB PNG takes
# less than half the time.
FROM ${PYTHON_IMAGE} AS zlib
SHELL ["/bin/sh", "-eu", "-c"]
WORKDIR /build
# No version is named: a release of Debian gets nothing but fixes.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends gcc libc6-dev make \
    && rm -rf /var/lib/apt/lists/*
COPY deploy/zlib-ng/ ./
RUN python -m venv reader \
    && reader/bin/pip install --no-cache-dir --no-deps --require-hashes --requirement build.txt \
    && reader/bin/pip download --no-cache-dir --no-deps --no-build-isolation --require-hashes \
        --no-binary zlib-ng --requirement source.txt \
    && tar --extract --gzip --strip-components 1 --file zlib_ng-*.tar.gz
WORKDIR /build/src/zlib_ng/zlib-ng
RUN ./configure --zlib-compat --prefix=/opt/zlib-ng \
    && make --jobs "$(nproc)" shared \
    && install -D --mode 644 libz.so.1 /opt/zlib-ng/libz.so.1


# The locked packages, each checked by its hash, in a virtual environment without pip.
FROM ${PYTHON_IMAGE} AS packages
SHELL ["/bin/sh", "-eu", "-c"]
WORKDIR /build
# Some packages are built from their source: gunicorn-h1c has no wheel.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends gcc libc6-dev \
    && rm -rf /var/lib/apt/lists/*
COPY Pipfile.lock ./
COPY tools/lockfile.py tools/
RUN python tools/lockfile.py requirements default > requirements.txt \
    && python -m venv --without-pip /opt/easel \
    && python -m pip --python /opt/easel/bin/python install --no-cache-dir --no-deps \
        --require-hashes --requirement requirements.txt


FROM ${PYTHON_IMAGE}
ARG REVISION=""
LABEL org.opencontainers.image.title="Easel" \
    org.opencontainers.image.description="Badges, placeholders, resized pictures, charts and an image repository" \
    org.opencontainers.image.licenses="MIT" \
    org.opencontainers.image.revision="${REVISION}"

# libfribidi0 orders lines of Arabic and Hebrew. The user's number is fixed, since volumes keep it.
# No version is named: a release of Debian gets nothing but fixes.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libfribidi0 \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 10001 easel \
    && useradd --uid 10001 --gid easel --no-create-home --home-dir /nonexistent \
        --shell /usr/sbin/nologin easel \
    && install --directory --owner easel --group easel --mode 750 /var/lib/easel

COPY --from=zlib /opt/zlib-ng/ /opt/zlib-ng/
COPY --from=packages /opt/easel/ /opt/easel/
WORKDIR /srv/easel
COPY LICENSE *.py ./
COPY assets/ assets/
COPY endpoint/ endpoint/
COPY front/ front/
COPY image_proc/ image_proc/
COPY logs/ logs/
COPY migrations/ migrations/
COPY settings/ settings/
COPY source/ source/
COPY storage/ storage/
COPY templates/ templates/
RUN ["/opt/easel/bin/python", "-m", "compileall", "-q", "."]

# The service belongs to root and is run by another: it can change nothing of itself.
ENV PATH="/opt/easel/bin:${PATH}" \
    LD_PRELOAD="/opt/zlib-ng/libz.so.1" \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PORT=5000 \
    VAR_DIR=/var/lib/easel
USER 10001:10001
VOLUME /var/lib/easel
EXPOSE 5000
STOPSIGNAL SIGTERM

# By Python, since the image has no curl; SCRIPT_NAME moves the address.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["python", "-c", "import http.client, os, sys; ask = http.client.HTTPConnection('127.0.0.1', int(os.environ['PORT']), timeout=4); ask.request('GET', os.environ.get('SCRIPT_NAME', '') + '/healthz'); sys.exit(ask.getresponse().status != 200)"]

CMD ["gunicorn", "-k", "asgi", "asgi:app"]
