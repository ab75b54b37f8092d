from django import forms


class OrderForm(forms.ModelForm):
    class Meta:
        model = Order
        fields = "__all__"  # hit


class AccountForm(forms.ModelForm):
    class Meta:
        model = Account
        exclude = ["password"]  # hit


class AddressForm(forms.ModelForm):
    class Meta:
        model = Address
        fields = ["street", "city"]


class SearchForm(forms.Form):
    fields = "__all__"


class Report:
    class Meta:
        fields = "__all__"
