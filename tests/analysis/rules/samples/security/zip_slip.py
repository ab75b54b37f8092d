import os
import shutil
import tarfile
import zipfile


def unpack(archive_path, folder):
    with tarfile.open(archive_path) as tar:
        tar.extractall(folder)  # hit
    with tarfile.open(archive_path) as tar:
        tar.extractall(folder, filter="data")
    with tarfile.open(archive_path) as tar:
        tar.extractall(folder, members=safe_members(tar))
    with zipfile.ZipFile(archive_path) as archive:
        archive.extractall(folder)
    archive = tarfile.open(archive_path, "r:gz")
    archive.extractall(path=folder, filter="fully_trusted")  # hit
    shutil.unpack_archive(archive_path, folder)


def safe_members(tar):
    return [member for member in tar.getmembers() if member.isfile()]


def by_hand(archive_path, folder):
    with zipfile.ZipFile(archive_path) as archive:
        for name in archive.namelist():
            with open(os.path.join(folder, name), "wb") as file:  # hit
                file.write(archive.read(name))


def by_hand_checked(archive_path, folder):
    root = os.path.realpath(folder)
    with zipfile.ZipFile(archive_path) as archive:
        for info in archive.infolist():
            target = os.path.realpath(os.path.join(root, info.filename))
            if not target.startswith(root + os.sep):
                raise ValueError(info.filename)
            with open(target, "wb") as file:
                file.write(archive.read(info))
            with open(os.path.join(folder, os.path.basename(info.filename)), "wb") as file:
                file.write(archive.read(info))
