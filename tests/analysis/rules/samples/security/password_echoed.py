import getpass

import click

password = input("Password: ")  # hit
password = input("Enter your password > ")  # hit
passphrase = click.prompt("Passphrase")  # hit


@click.command()
@click.option("--password", prompt=True)  # hit
def log_in(password):
    return password


@click.command()
@click.option("--password", prompt=True, hide_input=True)
@click.option("--user", prompt=True)
def log_in_hidden(password, user):
    return password, user


password = getpass.getpass("Password: ")
password = click.prompt("Passphrase", hide_input=True)
name = input("Name: ")
again = input("Change the password? [y/n] ")
length = input("Length of the password in characters: ")
line = input()
print("Password: ")
