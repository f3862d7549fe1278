package system

import (
	"cmp"
	"context"
	"crypto/ecdsa"
	"fmt"
	"math/big"
	"path/filepath"
	"strconv"

	"waybill/internal/app"
	"waybill/internal/bootstrap"
	"waybill/internal/devhost/devchain"
	"waybill/shared/custody"
	"waybill/shared/operations"
)

// startChain finds the node: the given one, or the development chain.
func (s *System) startChain(ctx context.Context, o Options) error {
	s.ChainURL = o.RPC
	if o.RPC == "" {
		chain, err := devchain.Open(ctx, devchain.Options{Dir: filepath.Join(o.Data, "chain"), Period: o.Period, Port: o.ChainPort, Log: o.Log})
		if err != nil {
			return fmt.Errorf("start the development chain: %w", err)
		}
		s.stop = append(s.stop, func() { _ = chain.Close() })
		s.ChainURL = chain.URL()
	}
	s.values["WAYBILL_RPC_URL"] = s.ChainURL
	return nil
}

// prepare makes sure that the operator has funds and the contract is there, and opens the stores.
func (s *System) prepare(ctx context.Context, o Options) error {
	v := s.values
	known := v["WAYBILL_CONTRACT"] != ""
	if !known { // the stores need neither, but the settings do
		v["WAYBILL_CHAIN_ID"], v["WAYBILL_CONTRACT"] = "0", custody.Address{}.Hex()
	}
	settings, err := v.settings()
	if err != nil {
		return err
	}
	if s.stores, err = app.OpenStores(ctx, settings); err != nil {
		return err
	}
	s.stop = append(s.stop, func() { _ = s.stores.Close() })
	operator, err := s.stores.Keys.CreateSigner(ctx, operations.Operator, operations.FirstSigner)
	if err != nil {
		return fmt.Errorf("make the operator's key: %w", err)
	}
	network, err := bootstrap.Prepare(ctx, bootstrap.Options{
		RPC: s.ChainURL, ChainID: settings.ChainID, Operator: operator, Signer: s.stores.Keys,
		Balance: operatorBalance, Faucet: faucet(o), Unlocked: o.RPC != "", Log: o.Log,
	})
	if err != nil {
		return fmt.Errorf("prepare the chain: %w", err)
	}
	if known && network.Contract != custody.Address(settings.Contract) {
		return fmt.Errorf("%s belongs to a contract at 0x%x, which this chain does not have: it was started anew, or is another one; use another --data", o.Data, settings.Contract)
	}
	v["WAYBILL_FINALITY"] = cmp.Or(o.Finality, finalityOf(network.ChainID))
	v["WAYBILL_CHAIN_ID"] = strconv.FormatUint(network.ChainID, 10)
	v["WAYBILL_CONTRACT"] = network.Contract.Hex()
	if !known {
		v["WAYBILL_START_BLOCK"] = strconv.FormatUint(network.DeployBlock, 10)
	}
	if s.Settings, err = v.settings(); err != nil {
		return err
	}
	return v.write(o.Data)
}

// finalityOf trusts every block of a development chain at once, since nothing can overtake it there, and elsewhere only
// what the node itself calls final. The ids are those of geth --dev, this chain and ganache, and of anvil and hardhat.
func finalityOf(chainID uint64) string {
	if chainID == devchain.ChainID || chainID == 31337 {
		return "instant"
	}
	return "finalized"
}

// operatorBalance is what the operator gets on a development chain: enough for its own transactions and the grants of
// many organisations. 200 ether in wei.
var operatorBalance, _ = new(big.Int).SetString("200000000000000000000", 10)

// faucet pays on the development chain; on another node, only an account that the node itself has unlocked may.
func faucet(o Options) *ecdsa.PrivateKey {
	if o.RPC == "" {
		return devchain.Faucet()
	}
	return nil
}
