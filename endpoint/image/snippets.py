"""How the image repository is used from a shell or a program, as lines to copy."""

_SHELL = "Authorization: Bearer $TOKEN"
_REQUESTS = "{'Authorization': f\"Bearer {os.environ['TOKEN']}\"}"

Snippets = dict[str, dict[str, str]]
"""Tool → act → lines."""


def snippets(base: str, *, writes: bool, reads: bool) -> Snippets:
    """Write what uploads, lists, downloads and deletes a picture.

    Args:
        base: the address at which the service is seen, without a trailing slash.
        writes: whether uploading and deleting need a token.
        reads: whether looking needs one too.
    """
    root = f"{base}/image"
    return {
        "curl": _curl(root, _curl_token(writes), _curl_token(reads)),
        "httpie": _httpie(root, _httpie_token(writes), _httpie_token(reads)),
        "Python": _python(root, writes=writes, reads=reads),
    }


def _curl_token(needed: bool) -> str:
    return f' -H "{_SHELL}"' if needed else ""


def _httpie_token(needed: bool) -> str:
    return f' "{_SHELL.replace(": ", ":", 1)}"' if needed else ""


def _curl(root: str, write: str, read: str) -> dict[str, str]:
    return {
        "Upload": f"curl{write} -F image=@cat.jpg {root}/upload",
        "List": f'curl{read} "{root}/list?limit=10"',
        "Download": f"curl{read} -o cat.jpg {root}/1",
        "Delete": f"curl{write} -X DELETE {root}/1",
    }


def _httpie(root: str, write: str, read: str) -> dict[str, str]:
    return {
        "Upload": f"http -b --multipart POST {root}/upload{write} image@cat.jpg",
        "List": f"http -b GET {root}/list{read} limit==10",
        "Download": f"http GET {root}/1{read} --download",
        "Delete": f"http DELETE {root}/1{write}",
    }


def _python(root: str, *, writes: bool, reads: bool) -> dict[str, str]:
    imports = "import os, requests" if writes or reads else "import requests"
    write = f", headers={_REQUESTS}" if writes else ""
    read = f", headers={_REQUESTS}" if reads else ""
    return {
        "Upload": f"{imports}\n"
        'with open("cat.jpg", "rb") as file:\n'
        f'    answer = requests.post("{root}/upload", files={{"image": file}}{write})\n'
        "print(answer.json())",
        "List": f"{imports}\n"
        f'answer = requests.get("{root}/list", params={{"limit": 10}}{read})\n'
        'for image in answer.json()["images"]:\n'
        '    print(image["id"], image["name"])',
        "Download": f"{imports}\n"
        f'answer = requests.get("{root}/1"{read})\n'
        'with open("cat.jpg", "wb") as file:\n'
        "    file.write(answer.content)",
        "Delete": f'{imports}\nrequests.delete("{root}/1"{write}).raise_for_status()',
    }
