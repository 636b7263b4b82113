<?php
namespace Acme\Depot\Api\Data;

use Magento\Framework\Api\CustomAttributesDataInterface;

interface DepotInterface extends CustomAttributesDataInterface
{
    /**
     * @return int|null
     */
    public function getDepotId();

    /**
     * @param int $id
     * @return $this
     */
    public function setDepotId($id);

    /**
     * @return \Acme\Depot\Api\Data\DepotExtensionInterface|null
     */
    public function getExtensionAttributes();

    /**
     * @param \Acme\Depot\Api\Data\DepotExtensionInterface $attributes
     * @return $this
     */
    public function setExtensionAttributes(DepotExtensionInterface $attributes);
}
